import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { readOne } from "./database";
import { resumeStopped } from "./operator";
import type { Run } from "./run";

/** F3: SES throttles a third of the calls, then all of them. */
export async function throttleStorm(run: Run): Promise<void> {
  const endFirst = await run.ses.add([{ kind: "throttle", probability: 0.3 }]);
  await sleep(2_000);
  const first = await endFirst();
  const endSecond = await run.ses.add([{ kind: "throttle" }]);
  await sleep(2_000);
  const second = await endSecond();
  run.history.add(
    "F3",
    `429 for 30 % of the calls for 2 s (${first}), then for all for 2 s (${second})`,
  );
}

/** F4: SES pauses the account. The campaign must stop by itself and wait for a person. */
export async function pauseAccount(run: Run): Promise<void> {
  const end = await run.ses.add([{ kind: "refuse", error: "SendingPausedException" }]);
  const hasStopped = await waitForStop(run);
  await sleep(500);
  const calls = await end();
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
  const end = await run.ses.add([
    { kind: "refuse", error: "LimitExceededException", message: "Daily message quota exceeded." },
  ]);
  await sleep(1_500);
  run.history.add("F4", `daily quota exceeded for 1.5 s (${await end()} calls refused)`);
}
