import { ensureFirstAdmin } from "@/lib/users";

// A program of its own: `lib/` reads its settings when it is loaded, and the supervisor learns some
// of them only while it runs. ADMIN_EMAIL and ADMIN_PASSWORD in, one line of JSON out.
const email = process.env["ADMIN_EMAIL"] ?? "";
const password = process.env["ADMIN_PASSWORD"] ?? "";
const made = await ensureFirstAdmin({ email, password });
console.log(JSON.stringify(made));
process.exit(0);
