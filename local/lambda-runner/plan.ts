import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@/local/project";
import { queueSettings, readerTimeoutSeconds, type QueueName } from "@/local/queues";
import type { RunnerPlan } from "./runner";

/** Which handler reads which queue, and which ones the clock wakes. */
const readers = {
  send: { function: "send-email", batchSize: 100, windowMs: 0, concurrency: 4 },
  transactional: { function: "send-email", batchSize: 10, windowMs: 0, concurrency: 2 },
  control: { function: "control", batchSize: 1, windowMs: 0, concurrency: 2 },
  // One at a time: decoding holds hundreds of megabytes.
  images: { function: "images", batchSize: 1, windowMs: 0, concurrency: 1 },
  events: { function: "record-events", batchSize: 500, windowMs: 1000, concurrency: 1 },
} satisfies Partial<Record<QueueName, object>>;

const ticked = ["dispatch", "reconcile"];
const tickTimeoutMs = 60_000;

/** The plan of this installation, from its settings; LETTERPRESS_SEND_* tune the send mapping and its reader. */
export function planFromSettings(settings: NodeJS.ProcessEnv): RunnerPlan {
  const functions: RunnerPlan["functions"] = {};
  const mappings: RunnerPlan["mappings"] = [];
  for (const [queue, reader] of entriesOf(readers)) {
    const timeoutMs = readerTimeoutSeconds[queue] * 1000;
    functions[reader.function] = { file: bundleOf(reader.function), timeoutMs };
    mappings.push({ ...reader, name: `${queue} queue`, queueUrl: queueUrlOf(settings, queue) });
  }
  for (const name of ticked) functions[name] = { file: bundleOf(name), timeoutMs: tickTimeoutMs };

  const send = mappings.find((mapping) => mapping.name === "send queue");
  if (send) {
    send.batchSize = positive(settings, "LETTERPRESS_SEND_BATCH", 1000) ?? send.batchSize;
    send.concurrency = positive(settings, "LETTERPRESS_SEND_CONCURRENCY", 64) ?? send.concurrency;
  }
  const limitSeconds = positive(settings, "LETTERPRESS_SEND_TIME_LIMIT", 900);
  const sender = functions[readers.send.function];
  if (sender && limitSeconds !== undefined) sender.timeoutMs = limitSeconds * 1000;
  return {
    functions,
    mappings,
    clocks: ticked.map((name) => ({ function: name, everyMs: 1000 })),
    reloads: settings["LETTERPRESS_RELOAD"] === "1",
  };
}

function bundleOf(name: string): string {
  const file = path.join(projectRoot(), "dist/lambda", name, "handler.mjs");
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\`.`);
  return file;
}

function queueUrlOf(settings: NodeJS.ProcessEnv, queue: QueueName): string {
  const url = settings[queueSettings[queue]];
  if (!url) throw new Error(`The setting ${queueSettings[queue]} is missing.`);
  return url;
}

function positive(settings: NodeJS.ProcessEnv, name: string, highest: number): number | undefined {
  if (!settings[name]) return undefined;
  const value = Number(settings[name]);
  if (Number.isInteger(value) && value >= 1 && value <= highest) return value;
  throw new Error(`${name} must be a whole number from 1 to ${highest}, not "${settings[name]}".`);
}

/** Object.entries that keeps the type of the keys, which a `const` table has. */
function entriesOf<K extends string, V>(table: Record<K, V>): [K, V][] {
  return Object.entries(table) as [K, V][];
}
