import {
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { ControlJob, ImageJob, SendJob } from "@/lib/domain/send-job";
import { requireEnv } from "@/lib/env";

// TLS: nothing is damaged on its way unnoticed, so no message is hashed once more.
const client = new SQSClient({ md5: false });

/** SQS takes at most ten entries a call. */
const batchSize = 10;
/** Calls under way at once when a window of wake-ups is pushed. */
const parallelCalls = 8;

export type WakeUpQueue = "send" | "transactional";

function queueUrl(queue: WakeUpQueue): string {
  return requireEnv(queueSettings[queue]);
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

export async function enqueueImage(job: ImageJob): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl: requireEnv("IMAGES_QUEUE_URL"),
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
export async function countOutstanding(
  queue: WakeUpQueue,
  patience: Patience = {},
): Promise<number> {
  const { visible, delayed, inFlight } = await readQueue(queue, patience);
  return visible + delayed + inFlight;
}

const queueSettings = {
  send: "SEND_QUEUE_URL",
  transactional: "TRANSACTIONAL_QUEUE_URL",
  control: "CONTROL_QUEUE_URL",
  events: "EVENTS_QUEUE_URL",
  images: "IMAGES_QUEUE_URL",
  dead_letter: "DEAD_LETTER_QUEUE_URL",
} as const;

export type QueueName = keyof typeof queueSettings;
export const queueNames: readonly QueueName[] = [
  "send",
  "transactional",
  "control",
  "events",
  "images",
  "dead_letter",
];

export type QueueDepth = { visible: number; delayed: number; inFlight: number };

type Patience = { timeoutMs?: number };

/** What lies on a queue, as SQS approximates it. */
export async function readQueue(queue: QueueName, patience: Patience = {}): Promise<QueueDepth> {
  const attributes = await readAttributes(
    requireEnv(queueSettings[queue]),
    [
      "ApproximateNumberOfMessages",
      "ApproximateNumberOfMessagesDelayed",
      "ApproximateNumberOfMessagesNotVisible",
    ],
    patience,
  );
  return {
    visible: Number(attributes["ApproximateNumberOfMessages"] ?? 0),
    delayed: Number(attributes["ApproximateNumberOfMessagesDelayed"] ?? 0),
    inFlight: Number(attributes["ApproximateNumberOfMessagesNotVisible"] ?? 0),
  };
}

/** Messages that a queue gave up on after too many receives: those in its own dead-letter queue. */
export async function countGivenUp(queue: QueueName, patience: Patience = {}): Promise<number> {
  const url = requireEnv(queueSettings[queue]);
  const { RedrivePolicy: policy } = await readAttributes(url, ["RedrivePolicy"], patience);
  const deadLetterQueue = /"deadLetterTargetArn":"[^"]*:([^":]+)"/.exec(policy ?? "")?.[1];
  if (deadLetterQueue === undefined) return 0;
  const { ApproximateNumberOfMessages: count } = await readAttributes(
    url.replace(/[^/]+$/, deadLetterQueue),
    ["ApproximateNumberOfMessages"],
    patience,
  );
  return Number(count ?? 0);
}

async function readAttributes(
  url: string,
  names: QueueAttributeName[],
  { timeoutMs }: Patience,
): Promise<Record<string, string | undefined>> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: names }),
    timeoutMs === undefined ? {} : { abortSignal: AbortSignal.timeout(timeoutMs) },
  );
  return Attributes ?? {};
}
