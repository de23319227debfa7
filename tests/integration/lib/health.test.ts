import { beforeEach, expect, test } from "vitest";
import { liftRate } from "@/tests/support/engine";
import { sql } from "drizzle-orm";
import { db } from "@/db";
import { beat } from "@/lib/delivery/reconcile";
import { checkHealth } from "@/lib/health";
import { launchedCampaign } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await liftRate();
  await db.execute(sql`truncate heartbeats`);
});

test("is well once both ticks have reported", async () => {
  expect(await checkHealth()).toMatchObject({ ok: false, runner: "missing", database: "up" });
  await beat("dispatch");
  expect((await checkHealth()).ok).toBe(false);
  await beat("reconcile");
  expect(await checkHealth()).toEqual({
    ok: true,
    web: "up",
    database: "up",
    wakeUps: "on_time",
    runner: "up",
  });
});

test("tells a tick that fell silent", async () => {
  await beat("dispatch");
  await beat("reconcile");
  await db.execute(
    sql`update heartbeats set at = now() - interval '4 minutes' where role = 'dispatch'`,
  );
  expect(await checkHealth()).toMatchObject({ ok: false, runner: "late" });
});

test("tells wake-ups that nobody answers, and not those of a paused campaign", async () => {
  await beat("dispatch");
  await beat("reconcile");
  const { id } = await launchedCampaign({ count: 2 });
  await db.execute(sql`update recipients set enqueued_at = now() - interval '11 minutes'
    where campaign_id = ${id}`);
  expect(await checkHealth()).toMatchObject({ ok: true, wakeUps: "late" });
  await db.execute(sql`update campaigns set status = 'paused' where id = ${id}`);
  expect(await checkHealth()).toMatchObject({ wakeUps: "on_time" });
});

test("says nothing to a stranger but states", async () => {
  const words = Object.values(await checkHealth()).map(String);
  for (const word of words)
    expect(word).toMatch(/^(true|false|up|on_time|late|missing|down|unknown)$/);
});
