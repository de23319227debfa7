import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { brands } from "@/db/schema/organization";
import { env, requireEnv } from "@/lib/env";

test("a test file has a migrated database of its own", async () => {
  const found = await db.select({ id: brands.id }).from(brands);
  expect(found.map((brand) => brand.id)).toEqual([1]);
  const { rows } = await db.execute<{ name: string }>(sql`select current_database() as name`);
  expect(env.DATABASE_URL).toContain(rows[0]?.name);
  expect(rows[0]?.name).toMatch(/^letterpress_test_[0-9a-f]{12}_[0-9a-f]{12}$/);
});

test("what is put on a queue comes back through the SDK without further settings", async () => {
  const sqs = new SQSClient({});
  const QueueUrl = requireEnv("SEND_QUEUE_URL");
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "하나" }));
  const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(received.Messages?.map((message) => message.Body)).toEqual(["하나"]);
  sqs.destroy();
});

test("what SES accepts is in the mailbox of this file, and nothing else is", async () => {
  const ses = new SESv2Client({});
  const accepted = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: "shop@localhost.test",
      Destination: { ToAddresses: ["kim@localhost.test"] },
      Content: { Simple: { Subject: { Data: "안녕" }, Body: { Text: { Data: "Hello" } } } },
    }),
  );
  ses.destroy();
  expect(accepted.MessageId).toBeTruthy();
  const response = await fetch(`${requireEnv("LETTERPRESS_INBOX_URL")}/mails`);
  const found = JSON.stringify(await response.json());
  expect(found).toContain("kim@localhost.test");
});
