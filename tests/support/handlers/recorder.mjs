// A handler for the tests of the Lambda runner: it writes what it is given, and does what a
// message's body says.
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const log = (entry) =>
  appendFileSync(
    process.env.RECORDER_FILE,
    `${JSON.stringify({ pid: process.pid, at: Date.now(), ...entry })}\n`,
  );

export async function handler(event, context) {
  if (!event.Records) {
    log({ tick: event.time });
    await sleep(Number(process.env.RECORDER_TICK_MS ?? 0));
    log({ tickEnd: event.time });
    return;
  }
  log({
    batch: event.Records.map((record) => record.body),
    remaining: context.getRemainingTimeInMillis(),
  });
  const batchItemFailures = [];
  for (const { body, messageId } of event.Records) {
    if (body === "fail") batchItemFailures.push({ itemIdentifier: messageId });
    if (body === "unknown") batchItemFailures.push({ itemIdentifier: "nobody" });
    if (body === "throw") throw new Error("the handler threw");
    if (body === "crash") process.exit(3);
    if (body.startsWith("slow")) await sleep(Number(body.split(" ")[1]));
  }
  log({ end: event.Records.length });
  return { batchItemFailures };
}
