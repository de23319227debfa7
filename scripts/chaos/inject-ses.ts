import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultRule } from "@/local/ses/faults";
import { readOne } from "./database";
import { resumeStopped } from "./operator";
import type { Run } from "./run";

const stormMs = 1_500;

/** Rules in front of the others for a moment, and again while too few calls came to meet them. */
async function strike(run: Run, rules: readonly FaultRule[], least: number): Promise<number> {
  let struck = 0;
  for (let tries = 0; tries < 10 && struck < least; tries += 1) {
    const end = await run.ses.add(rules);
    await sleep(stormMs);
    struck += await end();
  }
  return struck;
}

/** F3: SES throttles a third of the calls, then all of them. */
export async function throttleStorm(run: Run): Promise<void> {
  const some = await strike(run, [{ kind: "throttle", probability: 0.3 }], 5);
  const all = await strike(run, [{ kind: "throttle" }], 10);
  run.bites.add("throttled", some + all);
  run.history.add("F3", `429 for 30 % of the calls (${some}), then for all (${all})`);
}

/** F4: SES pauses the account. The campaign must stop by itself and wait for a person. */
export async function pauseAccount(run: Run): Promise<void> {
  const end = await run.ses.add([{ kind: "refuse", error: "SendingPausedException" }]);
  const hasStopped = await waitForStop(run);
  await sleep(500);
  const calls = await end();
  run.bites.add("accountRefused", calls);
  run.history.add(
    "F4",
    `account paused: ${calls} calls refused, campaign ${hasStopped ? "stopped" : "NOT stopped"}`,
  );
  if (!hasStopped) run.facts.problems.push("F4: the campaign did not stop");
  for (const what of await resumeStopped(run)) run.history.add("F4", what);
}

async function waitForStop({ campaignId }: Run): Promise<boolean> {
  for (let waited = 0; waited < 15_000; waited += 100) {
    const { status } = await readOne<{ status: string }>(sql`
      select status from campaigns where id = ${campaignId}::bigint`);
    if (status === "paused") return true;
    await sleep(100);
  }
  return false;
}

/** F4: SES says that the day's quota is used up; nobody loses a try over it. */
export async function exhaustQuota(run: Run): Promise<void> {
  const calls = await strike(
    run,
    [{ kind: "refuse", error: "LimitExceededException", message: "Daily message quota exceeded." }],
    1,
  );
  run.bites.add("quotaRefused", calls);
  run.history.add("F4", `daily quota exceeded for a moment (${calls} calls refused)`);
}
