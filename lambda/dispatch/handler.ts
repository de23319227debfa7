import { doChore } from "@/lib/delivery/chore";
import { dispatchLane } from "@/lib/delivery/dispatch";
import type { Lane } from "@/lib/delivery/lanes";
import { restartStalledFanouts } from "@/lib/delivery/plan";
import { beat } from "@/lib/delivery/reconcile";
import { launchDueCampaigns } from "@/lib/delivery/schedule";
import { openSendingDays } from "@/lib/delivery/sending-days";
import { watchMailboxes } from "@/lib/delivery/slowdown";
import { emitMetrics } from "@/lib/emf";

/** A push is limited, so that no campaign waits for another one's; a minute's window needs several. */
const fillForMs = 10_000;
/** How mailboxes take our mail is judged by the minute. */
const watchEveryMs = 20_000;
let watchedAt = 0;

/** The tick: launches what is due and keeps a window of wake-ups on the queues. */
export async function handler(): Promise<void> {
  const startedAt = Date.now();
  await doChore("launchDueCampaigns", launchDueCampaigns);
  await doChore("restartStalledFanouts", restartStalledFanouts);
  await doChore("openSendingDays", openSendingDays);
  if (startedAt - watchedAt >= watchEveryMs) {
    watchedAt = startedAt;
    await doChore("watchMailboxes", watchMailboxes);
  }
  let wakeUps = 0;
  for (let pushed = 1; pushed > 0 && Date.now() - startedAt < fillForMs; wakeUps += pushed) {
    pushed = (await fill("transactional")) + (await fill("campaign"));
  }
  await beat("dispatch");
  emitMetrics({ Handler: "dispatch" }, { WakeUps: wakeUps, DurationMs: Date.now() - startedAt });
}

/** A lane that cannot be filled keeps the other from nothing. */
async function fill(lane: Lane): Promise<number> {
  return (await doChore(`dispatch ${lane}`, async () => await dispatchLane(lane))) ?? 0;
}
