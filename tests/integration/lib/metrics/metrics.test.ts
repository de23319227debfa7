import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drain, liftRate, reconcile, sendEverything, setFaults } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import { GET } from "@/app/api/metrics/route";
import { db } from "@/db";
import { recountStats } from "@/lib/delivery/stats";
import { env } from "@/lib/env";
import { renderMetrics } from "@/lib/metrics/metrics";
import { launchedCampaign } from "@/tests/support/launched-campaign";
import { parsePrometheus } from "@/tests/support/prometheus-text";

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

async function read() {
  return parsePrometheus(await renderMetrics());
}

/** The one sample with these labels. */
function valueOf(
  families: Awaited<ReturnType<typeof read>>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const found = families
    .get(name)
    ?.samples.filter((sample) =>
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
  expect(found?.length ?? 0, `samples of ${name}`).toBeLessThanOrEqual(1);
  return found?.[0]?.value;
}

test("what is measured is what happened", async () => {
  const before = await read();
  await launchedCampaign({ count: 4 });
  await setFaults([
    { kind: "refuse", count: 1 },
    { kind: "error_before", count: 1 },
    { kind: "event_loss", count: 1 },
  ]);
  await drain("send");
  await setFaults([]);
  await sendEverything();
  await db.execute(sql`update campaign_stats set counted_at = '-infinity'`);
  await recountStats();
  await reconcile.handler();
  const after = await read();
  const grown = (name: string, labels: Record<string, string>) =>
    (valueOf(after, name, labels) ?? 0) - (valueOf(before, name, labels) ?? 0);
  expect(grown("letterpress_recipients", { lane: "campaign", status: "sent" })).toBe(2);
  expect(grown("letterpress_recipients", { lane: "campaign", status: "failed" })).toBe(1);
  expect(grown("letterpress_recipients", { lane: "campaign", status: "in_doubt" })).toBe(1);
  expect(grown("letterpress_campaigns", { status: "sending" })).toBe(1);
  expect(valueOf(after, "letterpress_dead_letters_owed")).toBe(0);
  expect(valueOf(after, "letterpress_queue_up", { queue: "send" })).toBe(1);
  expect(grown("letterpress_queue_messages", { queue: "dead_letter", state: "visible" })).toBe(1);
  expect(valueOf(after, "letterpress_heartbeat_age_seconds", { role: "reconcile" })).toBeLessThan(
    60,
  );
  expect(valueOf(after, "letterpress_events_newest_age_seconds")).toBeLessThan(60);
});

test("names follow Prometheus: a prefix, a base unit, _total for counters only", async () => {
  for (const { name, type, help } of (await read()).values()) {
    expect(name).toMatch(/^letterpress_[a-z_]+$/);
    expect(name.endsWith("_total"), name).toBe(type === "counter");
    expect(name).not.toMatch(/(_ms|_millis|_minutes|_percent)(_|$)/);
    expect(help).toMatch(/\.$/);
  }
});

test("the runbook knows an alarm for every metric, and none that is not measured", async () => {
  const runbook = await readFile("docs/runbook.md", "utf8");
  const measured = [...(await read()).keys()];
  const named = new Set(runbook.match(/letterpress_[a-z_]+/g));
  expect(measured.filter((name) => !named.has(name))).toEqual([]);
  // SES's quota is unlimited here, so that one is not measured now.
  const absent = [...named].filter((name) => !measured.includes(name));
  expect(absent.filter((name) => name !== "letterpress_ses_quota_left_recipients")).toEqual([]);
});

test("a queue that is away is told, and keeps nothing else back", async () => {
  const url = env.SEND_QUEUE_URL;
  env.SEND_QUEUE_URL = "http://127.0.0.1:1/000000000000/nobody";
  try {
    const families = await read();
    expect(valueOf(families, "letterpress_queue_up", { queue: "send" })).toBe(0);
    expect(valueOf(families, "letterpress_queue_up", { queue: "events" })).toBe(1);
    expect(
      families.get("letterpress_queue_messages")?.samples.map(({ labels }) => labels["queue"]),
    ).not.toContain("send");
  } finally {
    if (url === undefined) delete env.SEND_QUEUE_URL;
    else env.SEND_QUEUE_URL = url;
  }
});

async function get(authorization?: string): Promise<Response> {
  const request = new NextRequest("http://dashboard.test/api/metrics", {
    headers: authorization === undefined ? {} : { authorization },
  });
  return await GET(request, { params: Promise.resolve({}) });
}

afterEach(() => {
  delete env.METRICS_TOKEN;
});

test("without the setting there is nothing, with it only the token opens", async () => {
  expect((await get("Bearer anything")).status).toBe(404);
  env.METRICS_TOKEN = "a-long-token";
  expect((await get()).status).toBe(401);
  expect((await get("Bearer a-long-toke")).status).toBe(401);
  const answer = await get("Bearer a-long-token");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
  parsePrometheus(await answer.text());
});
