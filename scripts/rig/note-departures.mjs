// Loaded into the processes of a run (NODE_OPTIONS=--import): a sending process notes when the first
// byte of each call to SES leaves, in a file of its own. On disk at once, for it may be killed.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

const { DEPARTURES_FOLDER, DEPARTURES_PORT } = process.env;
const trueNow = Date.now; // a chaos run sets clocks wrong

if (DEPARTURES_FOLDER && process.argv[3] === "send-email") {
  const file = path.join(DEPARTURES_FOLDER, String(process.pid));
  const { connect, write, emit } = net.Socket.prototype;
  /** Sockets to SES, and whether a call is under way on them. */
  const calling = new WeakMap();

  net.Socket.prototype.connect = function (...args) {
    const [first] = Array.isArray(args[0]) ? args[0] : args;
    if (Number(first?.port ?? first) === Number(DEPARTURES_PORT)) calling.set(this, false);
    return connect.apply(this, args);
  };
  net.Socket.prototype.write = function (...args) {
    if (calling.get(this) === false) {
      calling.set(this, true);
      fs.appendFileSync(file, `${trueNow()}\n`);
    }
    return write.apply(this, args);
  };
  net.Socket.prototype.emit = function (event, ...args) {
    if (event === "data" && calling.has(this)) calling.set(this, false);
    return emit.call(this, event, ...args);
  };
}
