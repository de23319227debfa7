import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchSystem } from "@/scripts/rig/system";

const quietChecks = 6; // events are published within a second of the accept
const pollMs = 250;
const patienceMs = 5 * 60_000;

/** Until the events queue has stayed empty: one round's events must not burden the next round. */
export async function waitForEvents({ settings }: Pick<BenchSystem, "settings">): Promise<void> {
  const sqs = new SQSClient({});
  const deadline = Date.now() + patienceMs;
  try {
    for (let quiet = 0; quiet < quietChecks;) {
      quiet = (await countMessages(sqs, settings["EVENTS_QUEUE_URL"])) === 0 ? quiet + 1 : 0;
      if (Date.now() > deadline)
        throw new Error("The events of the last round were not recorded in five minutes.");
      await sleep(pollMs);
    }
  } finally {
    sqs.destroy();
  }
}

async function countMessages(sqs: SQSClient, queueUrl: string | undefined): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return Object.values(Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
}
