import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createQueues } from "@/local/sqs/create-queues";
import { startSqs, type SqsServer } from "@/local/sqs/server";
import type { QueueUrls } from "@/local/queues";

let server: SqsServer;
let urls: QueueUrls;
let sqs: SQSClient;

beforeAll(async () => {
  server = await startSqs();
  urls = await createQueues(server.url, "test");
  sqs = new SQSClient({ endpoint: server.url });
});

afterAll(async () => {
  sqs.destroy();
  await server.close();
});

async function receive(url: string): Promise<{ body?: string; handle?: string }[]> {
  const answer = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 1 }));
  return (answer.Messages ?? []).map((message) => ({
    ...(message.Body === undefined ? {} : { body: message.Body }),
    ...(message.ReceiptHandle === undefined ? {} : { handle: message.ReceiptHandle }),
  }));
}

test("each queue hides a message for six times its reader's timeout", async () => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: urls.SEND_QUEUE_URL, AttributeNames: ["All"] }),
  );
  expect(Attributes?.["VisibilityTimeout"]).toBe("180");
});

test("the eleventh receive finds nothing: the message went to the poison queue", async () => {
  const QueueUrl = urls.EVENTS_QUEUE_URL;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "poison" }));
  for (let count = 1; count <= 10; count += 1) {
    const [message] = await receive(QueueUrl);
    expect(message?.body).toBe("poison");
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message?.handle,
        VisibilityTimeout: 0,
      }),
    );
  }
  expect(await receive(QueueUrl)).toEqual([]);
  const poison = await receive(QueueUrl.replace("test-events", "test-poison"));
  expect(poison.map((message) => message.body)).toEqual(["poison"]);
});

test("a long poll whose client died takes no message with it", async () => {
  const QueueUrl = urls.CONTROL_QUEUE_URL;
  const dying = new AbortController();
  const poll = fetch(server.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "AmazonSQS.ReceiveMessage",
    },
    body: JSON.stringify({ QueueUrl, WaitTimeSeconds: 20 }),
    signal: dying.signal,
  }).catch(() => "gone");
  await sleep(200);
  dying.abort();
  expect(await poll).toBe("gone");
  await sleep(50);

  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "still here" }));
  expect((await receive(QueueUrl)).map((message) => message.body)).toEqual(["still here"]);
});

test("making the queues again keeps their messages", async () => {
  const QueueUrl = urls.SEND_QUEUE_URL;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
  expect(await createQueues(server.url, "test")).toEqual(urls);
  expect((await receive(QueueUrl)).map((message) => message.body)).toEqual(["kept"]);
});

test("told to misbehave, it hands messages out twice and never, and only those of that queue", async () => {
  const bad = await startSqs({
    faults: {
      rules: [
        { queue: "-send", duplicate: 1 },
        { queue: "-control", loss: 1 },
      ],
    },
  });
  const badUrls = await createQueues(bad.url, "bad");
  const client = new SQSClient({ endpoint: bad.url });
  const receiveFrom = async (url: string) =>
    (await client.send(new ReceiveMessageCommand({ QueueUrl: url }))).Messages ?? [];
  for (const url of [badUrls.SEND_QUEUE_URL, badUrls.CONTROL_QUEUE_URL, badUrls.EVENTS_QUEUE_URL])
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "once" }));
  expect(await receiveFrom(badUrls.SEND_QUEUE_URL)).toHaveLength(1);
  expect(await receiveFrom(badUrls.SEND_QUEUE_URL)).toHaveLength(1);
  expect(await receiveFrom(badUrls.CONTROL_QUEUE_URL)).toHaveLength(0);
  expect(await receiveFrom(badUrls.EVENTS_QUEUE_URL)).toHaveLength(1);
  expect(await receiveFrom(badUrls.EVENTS_QUEUE_URL)).toHaveLength(0);
  client.destroy();
  await bad.close();
});
