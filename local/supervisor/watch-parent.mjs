// Loaded before every child of the supervisor: when the supervisor is gone (a `kill -9` too), the
// channel to it closes, and a child that nobody watches any more must not go on.
process.on("disconnect", () => process.exit(0));
