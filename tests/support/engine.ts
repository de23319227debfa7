import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { sql } from "drizzle-orm";
import { afterAll } from "vitest";
import type { FaultRule } from "@/local/ses/faults";
import { quotaReserve } from "@/lib/domain/send-quota";
import { startSes } from "@/local/ses/server";

/**
 * The delivery engine in one process, for tests: the real handlers, called by hand with what the
 * real queues hold, against a real local SES. Import this before anything of lib/.
 */
const faultToken = "tests";
const ses = await startSes({
  maxSendRate: 10_000,
  events: { queueUrl: process.env["EVENTS_QUEUE_URL"] ?? "", delayMs: [0, 5] },
  faultToken,
});
process.env["AWS_ENDPOINT_URL_SESV2"] = ses.url;
afterAll(async () => await ses.close());

const { db } = await import("@/db");
const send = await import("@/lambda/send-email/handler");
const events = await import("@/lambda/record-events/handler");
const control = await import("@/lambda/control/handler");
export const dispatch = await import("@/lambda/dispatch/handler");
export const reconcile = await import("@/lambda/reconcile/handler");

const sqs = new SQSClient({});
// oxlint-disable-next-line typescript/consistent-type-assertions -- handlers read nothing else of it
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

const queues = {
  send: { url: "SEND_QUEUE_URL", handle: (event: SQSEvent) => send.handler(event, context) },
  transactional: {
    url: "TRANSACTIONAL_QUEUE_URL",
    handle: (event: SQSEvent) => send.handler(event, context),
  },
  control: {
    url: "CONTROL_QUEUE_URL",
    handle: (event: SQSEvent) => control.handler(event, context),
  },
  events: { url: "EVENTS_QUEUE_URL", handle: (event: SQSEvent) => events.handler(event) },
} as const;
export type QueueName = keyof typeof queues | "images" | "dead-letter";

function urlOf(name: QueueName): string {
  if (name === "images") return process.env["IMAGES_QUEUE_URL"] ?? "";
  const setting = name === "dead-letter" ? "DEAD_LETTER_QUEUE_URL" : queues[name].url;
  return process.env[setting] ?? "";
}

/** Takes up to ten messages off a queue; they are deleted by `deleteMessages`. */
export async function receive(name: QueueName, waitSeconds = 0): Promise<Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: urlOf(name),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
    }),
  );
  return Messages ?? [];
}

async function deleteMessages(name: QueueName, messages: Message[]): Promise<void> {
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: urlOf(name),
      Entries: messages.map((message, index) => ({
        Id: String(index),
        ReceiptHandle: message.ReceiptHandle,
      })),
    }),
  );
}

function toRecords(name: QueueName, bodies: string[]): SQSRecord[] {
  return bodies.map((body, index) => ({
    messageId: `${name}-${index}`,
    receiptHandle: "none",
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "test",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:ap-northeast-2:000000000000:${urlOf(name).split("/").at(-1)}`,
    awsRegion: "ap-northeast-2",
  }));
}

/** Handles everything on a queue, one batch after another, until it is empty. */
export async function drain(name: keyof typeof queues): Promise<number> {
  let handled = 0;
  for (;;) {
    const messages = await receive(name);
    if (messages.length === 0) return handled;
    await queues[name].handle({
      Records: toRecords(
        name,
        messages.map(({ Body }) => Body ?? ""),
      ),
    });
    await deleteMessages(name, messages);
    handled += messages.length;
  }
}

/** Deletes everything on a queue without handling it. */
export async function loseMessages(name: keyof typeof queues): Promise<number> {
  let lost = 0;
  for (;;) {
    const messages = await receive(name);
    if (messages.length === 0) return lost;
    await deleteMessages(name, messages);
    lost += messages.length;
  }
}

export async function handleBatch(name: keyof typeof queues, bodies: string[]) {
  return await queues[name].handle({ Records: toRecords(name, bodies) });
}

/** Waits until SES has published what it owes, then applies it. */
export async function drainEvents(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const handled = await drain("events");
    quiet = handled === 0 && ses.pendingEvents() === 0 ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Both wake-up queues, then the events they cause. */
export async function sendEverything(): Promise<void> {
  await drain("transactional");
  await drain("send");
  await drainEvents();
}

/** A rate that never makes a test wait. */
export async function liftRate(): Promise<void> {
  await db.execute(sql`insert into send_rates
    (region, max_send_rate, share, daily_quota, campaign_quota, quota_used)
    values (${process.env["AWS_REGION"]}, 100000, 0.95, -1, -1, 0)
    on conflict (region) do update set max_send_rate = 100000, share = 0.95, daily_quota = -1,
      campaign_quota = -1, quota_used = 0, reserved_since_poll = 0, quota_refused_at = null,
      tat = now(), campaign_tat = now(), transactional_tat = now()`);
}

/** Lets everything that waits for a retry or a new wake-up be due now. */
export async function letTimePass(): Promise<void> {
  await db.execute(sql`update recipients set next_at = now(), enqueued_at = null
    where status = 'queued'`);
}

export async function setFaults(rules: FaultRule[]): Promise<void> {
  const response = await fetch(`${ses.url}/faults`, {
    method: "POST",
    headers: { authorization: `Bearer ${faultToken}`, "content-type": "application/json" },
    body: JSON.stringify({ rules }),
  });
  if (!response.ok) throw new Error(await response.text());
}

export type Accept = {
  messageId: string;
  to: string;
  subject: string;
  tags: Record<string, string>;
};

/** What SES really accepted: the oracle outside the system. */
export async function readAccepts(): Promise<Accept[]> {
  const text = await readFile(path.join(ses.dataDir, "accepts.jsonl"), "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Accept => JSON.parse(line));
}

export async function acceptsOf(campaignId: number): Promise<Accept[]> {
  const accepts = await readAccepts();
  return accepts.filter(({ tags }) => String(tags["campaign_id"]) === String(campaignId));
}

/** Several consumers at once and the dispatcher's tick beside them, until `isDone`. */
export async function keepDraining(
  name: keyof typeof queues,
  { consumers, isDone }: { consumers: number; isDone: () => Promise<boolean> },
): Promise<void> {
  let isOver = false;
  async function consume(): Promise<void> {
    while (!isOver) {
      const messages = await receive(name, 1);
      if (messages.length === 0) continue;
      const bodies = messages.map(({ Body }) => Body ?? "");
      await handleBatch(name, bodies);
      await deleteMessages(name, messages);
    }
  }
  async function tick(): Promise<void> {
    while (!isOver) {
      await dispatch.handler();
      await new Promise((resolve) => setTimeout(resolve, 500));
      isOver = await isDone();
    }
  }
  await Promise.all([tick(), ...Array.from({ length: consumers }, consume)]);
}

/** What SES allows; `share` is what the bucket uses of it. Nobody has reserved anything yet. */
export async function setRate(
  maxSendRate: number,
  { share = 0.8, dailyQuota = -1, quotaUsed = 0 } = {},
): Promise<void> {
  await liftRate();
  await db.execute(sql`update send_rates set max_send_rate = ${maxSendRate}, share = ${share},
    daily_quota = ${dailyQuota}, campaign_quota = ${dailyQuota - quotaReserve(dailyQuota)},
    quota_used = ${quotaUsed}, throttled_at = null, polled_at = now(),
    campaign_throttles = 0, transactional_throttles = 0`);
}
