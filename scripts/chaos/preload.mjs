// Loaded into every handler process of a chaos run (NODE_OPTIONS=--import). It watches what the
// process says to PostgreSQL and SES on the wire and ends, freezes or misdates the process where the
// run has asked for it. So the product's code needs no test seams, and what is tested is what ships.
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { watchPostgres } from "./wire.mjs";

const { CHAOS_FOLDER, CHAOS_POSTGRES_PORT, CHAOS_SES_PORT, CHAOS_SKEWS_MS, CHAOS_ASYNC_COMMIT } =
  process.env;
const isHandler = process.argv[1]?.endsWith("environment.mjs") ?? false;
const role = isHandler ? process.argv[3] : "other";
const ports = { postgres: Number(CHAOS_POSTGRES_PORT), ses: Number(CHAOS_SES_PORT) };

if (CHAOS_FOLDER && (isHandler || process.env.CHAOS_ROLE)) {
  shiftClock(takeNumber());
  watchSockets(process.env.CHAOS_ROLE ?? role);
  if (isHandler) watchInvocations(role);
}

/** Processes are numbered in the order of their starts. */
function takeNumber() {
  const folder = path.join(CHAOS_FOLDER, "processes");
  for (let number = fs.readdirSync(folder).length; ; number += 1) {
    try {
      const line = `${process.pid} ${role} ${skewOf(number)}`;
      fs.writeFileSync(path.join(folder, String(number)), line, { flag: "wx" });
      return number;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

/**
 * The reconciler is spared: it asks SES for its limits with a signature of now, and this run's
 * signatures live for seconds instead of five minutes.
 */
function skewOf(number) {
  const skews = (CHAOS_SKEWS_MS ?? "0").split(",").map(Number);
  return role === "reconcile" ? 0 : (skews[number % skews.length] ?? 0);
}

/** Wall clocks go wrong, timers do not. */
function shiftClock(number) {
  const skew = skewOf(number);
  if (skew === 0) return;
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + skew);
      else super(...args);
    }
    static now() {
      return RealDate.now() + skew;
    }
  };
}

/** A step of the protocol is reached: whoever finds an order for it there carries it out. */
function reach(role, step) {
  const order = findOrder(`${role}.${step}`);
  if (order === undefined) return;
  if (order.startsWith("kill")) process.kill(process.pid, "SIGKILL");
  if (order.startsWith("freeze")) process.kill(process.pid, "SIGSTOP");
}

let seenAt = 0;
let orders = [];

/** Orders are files named verb.role.step.number; taking one is renaming it, so each is taken once. */
function findOrder(place) {
  const armed = path.join(CHAOS_FOLDER, "armed");
  if (performance.now() - seenAt > 25) {
    orders = fs.readdirSync(armed);
    seenAt = performance.now();
  }
  for (const order of orders.filter((name) => name.includes(`.${place}.`))) {
    try {
      fs.renameSync(
        path.join(armed, order),
        path.join(CHAOS_FOLDER, "taken", `${order}@${process.pid}`),
      );
      return order;
    } catch {
      // Another process was faster.
    }
  }
  return undefined;
}

function watchInvocations(role) {
  process.on("message", () => reach(role, "after_receive"));
  const send = process.send.bind(process);
  process.send = (message, ...rest) => {
    if (message?.id !== undefined) reach(role, "before_delete");
    return send(message, ...rest);
  };
}

function watchSockets(role) {
  const { connect, write, emit } = net.Socket.prototype;
  const watched = new WeakMap();

  net.Socket.prototype.connect = function (...args) {
    const port = portOf(args);
    if (port === ports.postgres)
      watched.set(
        this,
        watchPostgres({ onStep: (step) => reach(role, step), isAsync: CHAOS_ASYNC_COMMIT }),
      );
    if (port === ports.ses) watched.set(this, watchSes(role));
    return connect.apply(this, args);
  };
  net.Socket.prototype.write = function (chunk, ...rest) {
    const watcher = watched.get(this);
    const changed = watcher?.beforeWrite(chunk, this);
    const result = write.call(this, changed ?? chunk, ...rest);
    watcher?.afterWrite?.();
    return result;
  };
  net.Socket.prototype.emit = function (event, ...args) {
    if (event === "data") watched.get(this)?.beforeData(args[0]);
    return emit.call(this, event, ...args);
  };
}

function portOf(args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  return Number(typeof first === "object" && first !== null ? first.port : first);
}

/** The first byte of a call, and the answer to it. */
function watchSes(role) {
  let isCalling = false;
  return {
    beforeWrite(_chunk, socket) {
      if (isCalling) return;
      isCalling = true;
      // On a connection that stands: what is frozen here goes out as soon as it goes on.
      if (!socket.connecting) reach(role, "before_http");
    },
    beforeData(chunk) {
      isCalling = false;
      if (chunk.toString("latin1", 0, 13) === "HTTP/1.1 200 ") reach(role, "after_accept");
    },
  };
}
