import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isAlive } from "@/local/processes";
import { startRunner, type Runner, type RunnerPlan } from "@/local/lambda-runner/runner";
import { createQueues } from "@/local/sqs/create-queues";

type Entry = {
  pid: number;
  at: number;
  batch?: string[];
  end?: number;
  remaining?: number;
  tick?: string;
  tickEnd?: string;
};

const file = fileURLToPath(new URL("../../support/handlers/recorder.mjs", import.meta.url));
const endpoint = process.env["AWS_ENDPOINT_URL_SQS"] ?? "";
const sqs = new SQSClient({});
let folder: string;
let queueUrl: string;
let runner: Runner | undefined;
let count = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "letterpress-runner-"));
  process.env["RECORDER_FILE"] = path.join(folder, "log.jsonl");
  count += 1;
  const prefix = `runner-${process.pid}-${Date.now()}-${count}`;
  queueUrl = (await createQueues(endpoint, prefix)).SEND_QUEUE_URL;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  await runner?.stop(2000);
  runner = undefined;
  delete process.env["RECORDER_TICK_MS"];
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

function start(mapping: Partial<RunnerPlan["mappings"][number]> = {}, timeoutMs = 5000): void {
  runner = startRunner({
    functions: { recorder: { file, timeoutMs } },
    mappings: [
      {
        name: "test queue",
        function: "recorder",
        queueUrl,
        batchSize: 10,
        windowMs: 0,
        concurrency: 1,
        ...mapping,
      },
    ],
    clocks: [],
  });
}

async function push(...bodies: string[]): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies
      .slice(from, from + 10)
      .map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

function entries(): Entry[] {
  const log = process.env["RECORDER_FILE"] ?? "";
  if (!existsSync(log)) return [];
  return readFileSync(log, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line): Entry => JSON.parse(line));
}

async function depth(): Promise<{ visible: number; hidden: number }> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] }),
  );
  return {
    visible: Number(Attributes?.["ApproximateNumberOfMessages"]),
    hidden: Number(Attributes?.["ApproximateNumberOfMessagesNotVisible"]),
  };
}

async function until(done: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`It did not come about: ${done.toString()}`);
    await sleep(20);
  }
}

test("a batch reaches the handler and its messages leave the queue", async () => {
  await push("하나", "two", "three");
  start();
  await until(async () => entries().length === 2 && (await depth()).hidden === 0);
  expect(entries()[0]?.batch).toEqual(["하나", "two", "three"]);
  expect(entries()[0]?.remaining).toBeGreaterThan(4000);
  expect(await depth()).toEqual({ visible: 0, hidden: 0 });
});

test("of a batch only the message that failed stays, and stays hidden", async () => {
  await push("one", "fail", "three");
  start();
  await until(async () => entries().length === 2 && (await depth()).hidden === 1);
  expect(await depth()).toEqual({ visible: 0, hidden: 1 });
});

test.each(["unknown", "throw", "crash"])("%s fails the whole batch", async (body) => {
  await push("one", body);
  start();
  await until(() => entries().length > 0);
  await push("later"); // handled after the bad batch: so that one is over
  await until(() => entries().some((entry) => entry.batch?.includes("later") ?? false));
  await until(async () => (await depth()).hidden === 2);
  expect(await depth()).toEqual({ visible: 0, hidden: 2 });
});

test("an invocation that overruns is killed, its messages stay, the next one runs elsewhere", async () => {
  await push("slow 60000");
  start({}, 700);
  await until(() => entries().length === 1);
  const pid = entries()[0]?.pid ?? 0;
  await until(() => !isAlive(pid));
  await push("one");
  await until(() => entries().some((entry) => entry.end === 1));
  expect(entries().at(-1)?.pid).not.toBe(pid);
  expect(await depth()).toEqual({ visible: 0, hidden: 1 });
});

test("an idle environment is used again", async () => {
  start();
  for (const body of ["one", "two", "three"]) {
    await push(body);
    await until(() => entries().some((entry) => entry.batch?.includes(body) ?? false));
    await until(async () => (await depth()).hidden === 0);
  }
  expect(new Set(entries().map((entry) => entry.pid)).size).toBe(1);
});

test("in development a changed bundle gets new environments", async () => {
  const bundle = path.join(folder, "handler.mjs");
  await copyFile(file, bundle);
  runner = startRunner({
    functions: { recorder: { file: bundle, timeoutMs: 5000 } },
    mappings: [],
    clocks: [{ function: "recorder", everyMs: 200 }],
    reloads: true,
  });
  await until(() => entries().filter((entry) => entry.tickEnd).length >= 2);
  const before = entries().at(-1)?.pid;
  expect(new Set(entries().map((entry) => entry.pid))).toEqual(new Set([before]));
  await appendFile(bundle, "\n// changed\n");
  await until(() => entries().at(-1)?.pid !== before);
});

test("as many invocations run at once as the mapping allows, one in each environment", async () => {
  await push(...Array.from({ length: 6 }, () => "slow 400"));
  start({ batchSize: 1, concurrency: 3 });
  await until(() => entries().filter((entry) => entry.end).length === 6);
  let running = 0;
  let most = 0;
  for (const entry of entries()) {
    running += entry.batch ? 1 : -1;
    most = Math.max(most, running);
  }
  expect(most).toBe(3);
  expect(new Set(entries().map((entry) => entry.pid)).size).toBe(3);
});

test("a batching window gathers more than one receive can hold", async () => {
  await push(...Array.from({ length: 35 }, (_, index) => `event ${index}`));
  start({ batchSize: 100, windowMs: 1000 });
  await until(() => entries().some((entry) => entry.end));
  expect(entries()[0]?.batch?.length).toBe(35);
});

test("without a window a large batch takes along what lies there, and waits for no more", async () => {
  await push(...Array.from({ length: 35 }, (_, index) => `event ${index}`));
  start({ batchSize: 30 });
  await until(() => entries().filter((entry) => entry.end).length === 2);
  const sizes = entries().flatMap((entry) => entry.batch?.length ?? []);
  expect(sizes).toEqual([30, 5]);
});

test("stopping lets an invocation finish and takes nothing new", async () => {
  start();
  await push("slow 700");
  await until(() => entries().length === 1);
  const stopping = runner?.stop(5000);
  await sleep(100);
  await push("too late");
  await stopping;
  runner = undefined;
  expect(entries().map((entry) => entry.end ?? entry.batch)).toEqual([["slow 700"], 1]);
  expect(await depth()).toEqual({ visible: 1, hidden: 0 });
  await until(() => !isAlive(entries()[0]?.pid ?? 0));
});

test("stopping ends an invocation that does not finish in time", async () => {
  start({}, 60_000);
  await push("slow 50000");
  await until(() => entries().length === 1);
  const startedAt = Date.now();
  await runner?.stop(300);
  expect(Date.now() - startedAt).toBeLessThan(2000);
  await until(() => !isAlive(entries()[0]?.pid ?? 0));
});

test("the clock ticks once a second and never twice at once", async () => {
  process.env["RECORDER_TICK_MS"] = "1300";
  runner = startRunner({
    functions: { recorder: { file, timeoutMs: 5000 } },
    mappings: [],
    clocks: [{ function: "recorder", everyMs: 1000 }],
  });
  await until(() => entries().filter((entry) => entry.tickEnd).length === 2, 8000);
  const order = entries()
    .slice(0, 4)
    .map((entry) => (entry.tick ? "start" : "end"));
  expect(order).toEqual(["start", "end", "start", "end"]);
  const [first, , second] = entries();
  const gapMs = Date.parse(second?.tick ?? "") - Date.parse(first?.tick ?? "");
  // The tick at one second was dropped; the next one came at two (or later, on a busy machine).
  expect(gapMs).toBeGreaterThan(1900);
});

test("a queue that is away for a while is polled again", async () => {
  const url = queueUrl;
  queueUrl = `${queueUrl}-missing`;
  start();
  await sleep(300);
  expect(entries()).toEqual([]);
  await sqs.send(new CreateQueueCommand({ QueueName: `${url.split("/").at(-1)}-missing` }));
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: "here again" }));
  await until(() => entries().length === 2);
  expect(entries()[0]?.batch).toEqual(["here again"]);
});
