import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, inject } from "vitest";
import { startSes } from "@/local/ses/server";
import { createQueues } from "@/local/sqs/create-queues";
import { databaseUrl, onServer } from "./test-database";

// Runs before the imports of a test file, so that they read these settings:
// a database, queues, a mailbox and a folder that no other file sees.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
const serverUrl = inject("serverUrl");
const fileId = randomBytes(6).toString("hex");
const database = `${inject("templateName")}_${fileId}`;

await onServer(serverUrl, [`create database ${database} template ${inject("templateName")}`]);
const queueUrls = await createQueues(inject("sqsUrl"), fileId);
const faultToken = "faults-of-the-tests";
const ses = await startSes({
  faultToken,
  maxSendRate: 10_000, // what is tested at a rate sets its own
  events: { queueUrl: queueUrls.EVENTS_QUEUE_URL, endpoint: inject("sqsUrl") },
});

const dataFolder = await mkdtemp(path.join(tmpdir(), "letterpress-test-data-"));

Object.assign(process.env, {
  LETTERPRESS_DATA_DIR: dataFolder,
  DATABASE_URL: databaseUrl(serverUrl, database),
  ...queueUrls,
  AWS_ENDPOINT_URL_SQS: inject("sqsUrl"),
  AWS_ENDPOINT_URL_SESV2: ses.url,
  LETTERPRESS_INBOX_URL: ses.url, // GET /mails?to= shows what was accepted
  SES_FAULT_TOKEN: faultToken, // opens POST /faults there
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  APP_SECRET: "a secret of the tests, long enough to sign with",
  APP_URL: "http://localhost:3000",
  LETTERPRESS_DELIVERY: "local",
  LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent",
});

afterAll(async () => {
  // The pool of `@/db`, if the file used it: an open connection would be cut by the drop.
  await globalThis.letterpressPool?.end();
  await ses.close();
  await rm(dataFolder, { recursive: true, force: true });
  await onServer(serverUrl, [`drop database if exists ${database} with (force)`]);
});
