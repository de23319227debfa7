import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { succeededIds } from "./batch-outcome";
import type { LambdaFunction } from "./lambda-function";
import { toSqsEvent } from "./sqs-event";

export type SourceMapping = {
  name: string;
  queueUrl: string;
  batchSize: number;
  /** How long to wait for a fuller batch once a message is there. */
  windowMs: number;
  /** Invocations at once. */
  concurrency: number;
};

type Poller = {
  mapping: SourceMapping;
  sqs: SQSClient;
  target: LambdaFunction;
  stopped: AbortSignal;
};

/**
 * Feeds a function from a queue as an event source mapping does, until `stopped`. A batch that fails
 * is left alone: its messages stay invisible for the queue's visibility timeout and come again.
 */
export async function runSourceMapping(poller: Poller): Promise<void> {
  await Promise.all(Array.from({ length: poller.mapping.concurrency }, () => pollForever(poller)));
}

async function pollForever(poller: Poller): Promise<void> {
  while (!poller.stopped.aborted) {
    const batch = await collectBatch(poller).catch((error: unknown) => {
      if (!poller.stopped.aborted) warn(poller, "receive", error);
      return undefined;
    });
    if (batch === undefined)
      await sleep(1000, undefined, { signal: poller.stopped }).catch(() => 0);
    else if (batch.length > 0) await handleBatch(poller, batch);
  }
}

/** SQS hands over ten messages at most at once. */
const mostInOneReceive = 10;

/** A larger batch takes along what lies there, and waits for more until its window is over. */
async function collectBatch(poller: Poller): Promise<Message[]> {
  const { batchSize, windowMs } = poller.mapping;
  const batch = await receive(poller, Math.min(mostInOneReceive, batchSize), 20);
  const closesAt = Date.now() + windowMs;
  let isEmpty = batch.length < mostInOneReceive;
  // The fuller the queue looks, the more calls at once: 1, 2, 4 ...
  for (let calls = 1; batch.length > 0 && batch.length < batchSize; calls *= 2) {
    const leftMs = Math.max(0, closesAt - Date.now());
    if (leftMs === 0 && isEmpty) break;
    const sizes = inTens(batchSize - batch.length).slice(0, calls);
    const waitSeconds = Math.ceil(leftMs / 1000);
    const answers = await Promise.allSettled(
      sizes.map((size) => receive(poller, size, waitSeconds)),
    );
    // What was already received must be handled, whatever ended the wait.
    const more = answers.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
    batch.push(...more);
    if (answers.some(({ status }) => status === "rejected")) break;
    isEmpty = more.length < sum(sizes);
  }
  return batch;
}

/** 25 as 10, 10, 5. */
function inTens(count: number): number[] {
  return Array.from({ length: Math.ceil(count / mostInOneReceive) }, (_, index) =>
    Math.min(mostInOneReceive, count - index * mostInOneReceive),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

async function receive(
  { mapping, sqs, stopped }: Poller,
  atMost: number,
  waitSeconds: number,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: mapping.queueUrl,
    MaxNumberOfMessages: atMost,
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ["All"],
    MessageAttributeNames: ["All"],
  });
  const received = await sqs.send(command, { abortSignal: stopped });
  return received.Messages ?? [];
}

async function handleBatch(poller: Poller, batch: Message[]): Promise<void> {
  const invocation = await poller.target.invoke(toSqsEvent(batch, poller.mapping.queueUrl));
  if (!invocation.ok) {
    console.error(`${poller.mapping.name}: ${invocation.reason}: ${invocation.message}`);
    return;
  }
  const ids = batch.map((message) => message.MessageId ?? "");
  const succeeded = new Set(succeededIds(ids, invocation.result));
  const done = batch.filter((message) => succeeded.has(message.MessageId ?? ""));
  const starts = inTens(done.length).keys();
  await Promise.all(
    Array.from(starts, (nth) => deleteMessages(poller, done.slice(nth * 10, nth * 10 + 10))),
  );
}

/** A delete that fails is only logged: the message comes again, and handlers bear that. */
async function deleteMessages(poller: Poller, messages: Message[]): Promise<void> {
  const command = new DeleteMessageBatchCommand({
    QueueUrl: poller.mapping.queueUrl,
    Entries: messages.map((message, index) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
    })),
  });
  try {
    const answer = await poller.sqs.send(command);
    for (const failed of answer.Failed ?? []) warn(poller, "delete", failed.Message ?? failed.Code);
  } catch (error) {
    warn(poller, "delete", error);
  }
}

function warn({ mapping }: Poller, what: string, error: unknown): void {
  const message = error instanceof Error ? error.message || error.name : String(error);
  console.error(`${mapping.name}: ${what} failed: ${message}`);
}
