import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/**
 * Runs a command to its end and returns { code, output }. With `live` the output is shown as it
 * comes; it is kept either way.
 */
export function runCommand(file, args, { cwd, env = process.env, live = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks = [];
    for (const [stream, sink] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.on("data", (chunk) => {
        chunks.push(chunk);
        if (live) sink.write(chunk);
      });
    }
    const stop = (signal) => child.kill(signal);
    process.once("SIGINT", stop).once("SIGTERM", stop);
    const forget = () => process.off("SIGINT", stop).off("SIGTERM", stop);
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("close", (code, signal) => {
      forget();
      resolve({ code: code ?? 1, signal, output: Buffer.concat(chunks).toString("utf8") });
    });
  });
}

/** The end of a long output: enough to see what went wrong. */
export function lastLines(output, count = 25) {
  // It is printed inside our own sentences, where colours would go on.
  return stripVTControlCharacters(output).trimEnd().split("\n").slice(-count).join("\n");
}
