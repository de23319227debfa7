import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { ControlJob, SendJob } from "@/lib/domain/send-job";
import { requireEnv } from "@/lib/env";

const client = new SQSClient({});

/** SQS takes at most ten entries a call. */
const batchSize = 10;
/** Calls under way at once when a window of wake-ups is pushed. */
const parallelCalls = 8;

export type WakeUpQueue = "send" | "transactional";

function queueUrl(queue: WakeUpQueue): string {
  return requireEnv(queue === "send" ? "SEND_QUEUE_URL" : "TRANSACTIONAL_QUEUE_URL");
}

type SendEntry = { job: SendJob; delaySeconds: number };

/** Jobs that SQS did not take: the caller still owes them. `cause` is one error behind it, if any. */
export type Refused = { jobs: SendJob[]; cause?: unknown };

/** `delaySeconds`: 0–900. Whatever keeps SQS from taking a batch, its jobs come back as refused. */
export async function enqueueSendJobs(queue: WakeUpQueue, entries: SendEntry[]): Promise<Refused> {
  const batches: SendEntry[][] = [];
  for (let i = 0; i < entries.length; i += batchSize) batches.push(entries.slice(i, i + batchSize));
  const refused: Refused = { jobs: [] };
  async function pushBatches(): Promise<void> {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      try {
        refused.jobs.push(...(await enqueueBatch(queueUrl(queue), batch)));
      } catch (error) {
        refused.jobs.push(...batch.map(({ job }) => job));
        refused.cause = error;
      }
    }
  }
  await Promise.all(Array.from({ length: parallelCalls }, pushBatches));
  return refused;
}

async function enqueueBatch(url: string, batch: SendEntry[]): Promise<SendJob[]> {
  const output = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: batch.map(({ job, delaySeconds }, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(job),
        DelaySeconds: delaySeconds,
      })),
    }),
  );
  // A 200 answer may still refuse entries.
  return (output.Failed ?? []).flatMap(({ Id }) => batch[Number(Id)]?.job ?? []);
}

export async function enqueueControl(job: ControlJob): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: requireEnv("CONTROL_QUEUE_URL"),
      MessageBody: JSON.stringify(job),
    }),
  );
}

/** A copy for people; the row stays the truth. */
export async function enqueueDeadLetter(
  letter: SendJob & { reason: string; code: string },
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: requireEnv("DEAD_LETTER_QUEUE_URL"),
      MessageBody: JSON.stringify(letter),
    }),
  );
}

/** Messages on the queue: waiting, delayed and in flight (all approximate). */
export async function countOutstanding(queue: WakeUpQueue): Promise<number> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl(queue),
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesDelayed",
        "ApproximateNumberOfMessagesNotVisible",
      ],
    }),
  );
  return Object.values(Attributes ?? {}).reduce((sum, value) => sum + Number(value), 0);
}
