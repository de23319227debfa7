import { PutSuppressedDestinationCommand } from "@aws-sdk/client-sesv2";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { FaultRule } from "@/local/ses/faults";
import { startSes, type RunningSes } from "@/local/ses/server";
import { createQueues } from "@/local/sqs/create-queues";
import { startSqs, type SqsServer } from "@/local/sqs/server";
import { createSesClient, mailTo, simple } from "@/tests/support/ses-mails";

type Json = Record<string, unknown>;
type SesEvent = {
  eventType: string;
  mail: Json & { messageId: string; tags: Record<string, string[]> };
} & Json;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function startQueue(port = 0): Promise<{ server: SqsServer; url: string; sqs: SQSClient }> {
  const server = await startSqs({ port });
  const { EVENTS_QUEUE_URL } = await createQueues(server.url, "ses");
  const sqs = new SQSClient({ endpoint: server.url });
  closing.push(
    () => server.close(),
    () => sqs.destroy(),
  );
  return { server, url: EVENTS_QUEUE_URL, sqs };
}

async function startWith(
  queueUrl: string,
  options: {
    dataDir?: string;
    envelope?: "sns";
    rules?: FaultRule[];
    delayMs?: [number, number];
  } = {},
): Promise<RunningSes> {
  const { envelope, rules = [], dataDir, delayMs = [0, 20] } = options;
  const ses = await startSes({
    maxSendRate: 1000,
    configurationSets: ["letterpress"],
    faults: { rules },
    events: { queueUrl, delayMs, ...(envelope ? { envelope } : {}) },
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  return ses;
}

/** Reads until nothing has come for a second. */
async function drain(sqs: SQSClient, url: string, atLeast = 1): Promise<string[]> {
  const bodies: string[] = [];
  const deadline = Date.now() + 15_000;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0 && (bodies.length >= atLeast || Date.now() > deadline)) return bodies;
    if (Messages.length === 0) continue;
    bodies.push(...Messages.map((message) => message.Body ?? ""));
    const Entries = Messages.map((message, index) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}

function parse(bodies: string[]): SesEvent[] {
  return bodies.map((body) => JSON.parse(body));
}

function typesOf(events: SesEvent[]): string[] {
  return events.map((event) => event.eventType).toSorted((a, b) => a.localeCompare(b));
}

async function eventsFor(
  to: string,
  rules: FaultRule[] = [],
): Promise<{ events: SesEvent[]; messageId: string }> {
  const queue = await startQueue();
  const ses = await startWith(queue.url, { rules });
  const client = createSesClient(ses.url);
  closing.push(
    () => ses.close(),
    () => client.destroy(),
  );
  const { MessageId = "" } = await client.send(
    mailTo(to, {
      ConfigurationSetName: "letterpress",
      Content: simple({ headers: [{ Name: "List-Id", Value: "<topic.test>" }] }),
      EmailTags: [
        { Name: "campaign_id", Value: "7" },
        { Name: "recipient_id", Value: "42" },
      ],
    }),
  );
  return { events: parse(await drain(queue.sqs, queue.url, 2)), messageId: MessageId };
}

test("a delivery is reported in SES's shape, every tag an array", async () => {
  const { events, messageId } = await eventsFor("kim@customers.test");
  expect(typesOf(events)).toEqual(["Delivery", "Send"]);
  const delivery = events.find((event) => event.eventType === "Delivery");
  expect(delivery).toMatchObject({
    mail: {
      messageId,
      source: "Moonlight <hello@moonlight.test>",
      destination: ["kim@customers.test"],
      headersTruncated: false,
      commonHeaders: {
        from: ["Moonlight <hello@moonlight.test>"],
        to: ["kim@customers.test"],
        messageId,
        subject: "가을 할인",
      },
      tags: {
        "ses:configuration-set": ["letterpress"],
        "ses:from-domain": ["moonlight.test"],
        campaign_id: ["7"],
        recipient_id: ["42"],
      },
    },
    delivery: { recipients: ["kim@customers.test"], smtpResponse: expect.stringMatching(/^250 /) },
  });
  expect(delivery?.mail["headers"]).toContainEqual({ name: "List-Id", value: "<topic.test>" });
  expect(events.find((event) => event.eventType === "Send")).toMatchObject({ send: {} });
});

const address = expect.stringMatching(/\+label@simulator\.amazonses\.com$/);
const bounced = (bounceType: string, bounceSubType: string): object => ({
  Bounce: { bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: address }] } },
});

test.each([
  ["success", ["Delivery", "Send"], {}],
  ["bounce", ["Bounce", "Send"], bounced("Permanent", "General")],
  ["ooto", ["Bounce", "Delivery", "Send"], bounced("Transient", "General")],
  [
    "complaint",
    ["Complaint", "Delivery", "Send"],
    {
      Complaint: {
        complaint: {
          complaintFeedbackType: "abuse",
          complainedRecipients: [{ emailAddress: address }],
        },
      },
    },
  ],
  ["suppressionlist", ["Bounce", "Send"], bounced("Permanent", "Suppressed")],
])("the simulator's %s@ with a label", async (local, types, details) => {
  const { events } = await eventsFor(`${local}+label@simulator.amazonses.com`);
  expect(typesOf(events)).toEqual(types);
  expect(Object.fromEntries(events.map((event) => [event.eventType, event]))).toMatchObject(
    details,
  );
});

test("a rule decides what becomes of a mail", async () => {
  const rules: FaultRule[] = [{ kind: "outcome", outcome: "delayed", match: "late@" }];
  const { events } = await eventsFor("late@customers.test", rules);
  expect(typesOf(events)).toEqual(["Delivery", "DeliveryDelay", "Send"]);
});

test("a suppressed address is accepted and then bounces", async () => {
  const queue = await startQueue();
  const ses = await startWith(queue.url);
  const client = createSesClient(ses.url);
  closing.push(
    () => ses.close(),
    () => client.destroy(),
  );
  await client.send(
    new PutSuppressedDestinationCommand({ EmailAddress: "gone@b.test", Reason: "BOUNCE" }),
  );
  await client.send(mailTo("Gone@b.test"));
  const events = parse(await drain(queue.sqs, queue.url, 2));
  expect(events.find((event) => event.eventType === "Bounce")).toMatchObject({
    bounce: { bounceType: "Permanent", bounceSubType: "OnAccountSuppressionList" },
  });
});

test("a virus is accepted and then rejected", async () => {
  const queue = await startQueue();
  const ses = await startWith(queue.url);
  const client = createSesClient(ses.url);
  closing.push(
    () => ses.close(),
    () => client.destroy(),
  );
  const virus = Buffer.from(
    String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`,
  );
  await client.send(
    mailTo("a@b.test", {
      Content: {
        Simple: {
          Subject: { Data: "s" },
          Body: { Text: { Data: "t" } },
          Attachments: [{ RawContent: virus, FileName: "a.com" }],
        },
      },
    }),
  );
  const events = parse(await drain(queue.sqs, queue.url, 2));
  expect(events.find((event) => event.eventType === "Reject")).toMatchObject({
    reject: { reason: "Bad content" },
  });
});

test("the SNS envelope wraps the same JSON", async () => {
  const queue = await startQueue();
  const ses = await startWith(queue.url, { envelope: "sns" });
  const client = createSesClient(ses.url);
  closing.push(
    () => ses.close(),
    () => client.destroy(),
  );
  await client.send(mailTo("a@b.test"));
  const bodies = (await drain(queue.sqs, queue.url, 2)).map((body) => JSON.parse(body));
  expect(bodies[0]).toMatchObject({ Type: "Notification", Message: expect.any(String) });
  expect(typesOf(bodies.map((body) => JSON.parse(body.Message)))).toEqual(["Delivery", "Send"]);
});

test("events are lost and doubled where a rule says so", async () => {
  const queue = await startQueue();
  const ses = await startWith(queue.url, {
    rules: [
      { kind: "event_loss", match: "lost@" },
      { kind: "event_duplicate", match: "twice@" },
      { kind: "event_delay", match: "slow@", ms: 300 },
      { kind: "event_shuffle" },
    ],
  });
  const client = createSesClient(ses.url);
  closing.push(
    () => ses.close(),
    () => client.destroy(),
  );
  for (const local of ["lost", "twice", "slow"]) await client.send(mailTo(`${local}@b.test`));
  const events = parse(await drain(queue.sqs, queue.url, 6));
  const count = (to: string): number =>
    events.filter((event) => JSON.stringify(event.mail["destination"]) === `["${to}"]`).length;
  expect({
    lost: count("lost@b.test"),
    twice: count("twice@b.test"),
    slow: count("slow@b.test"),
  }).toEqual({ lost: 0, twice: 4, slow: 2 });
  await expect.poll(() => ses.pendingEvents()).toBe(0);
});

test("what a killed SES had not published is published by the next", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "ses-events-"));
  closing.push(() => rmSync(dataDir, { recursive: true }));
  const queue = await startQueue();
  const first = await startWith(queue.url, { dataDir, delayMs: [60_000, 60_000] });
  const client = createSesClient(first.url);
  closing.push(() => client.destroy());
  const { MessageId } = await client.send(mailTo("a@b.test"));
  await first.close();
  const second = await startWith(queue.url, { dataDir });
  closing.push(() => second.close());
  const events = parse(await drain(queue.sqs, queue.url, 2));
  expect(typesOf(events)).toEqual(["Delivery", "Send"]);
  expect(new Set(events.map((event) => event.mail.messageId))).toEqual(new Set([MessageId]));
});

test("events wait for a queue that is down, and come again, the same, when it lost its memory", async () => {
  const queue = await startQueue();
  const ses = await startWith(queue.url);
  const client = createSesClient(ses.url);
  closing.push(
    () => ses.close(),
    () => client.destroy(),
  );
  await client.send(mailTo("before@b.test"));
  const before = await drain(queue.sqs, queue.url, 2);
  const port = Number(new URL(queue.server.url).port);
  await queue.server.close();
  await client.send(mailTo("while@b.test"));
  // The queue's age in whole seconds is what gives a new one away.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const again = await startQueue(port);
  const after = await drain(again.sqs, again.url, 4);
  const events = parse(after);
  const destinations = new Set(events.map((event) => String(event.mail["destination"])));
  expect(destinations).toEqual(new Set(["before@b.test", "while@b.test"]));
  for (const body of before) expect(after).toContain(body);
});
