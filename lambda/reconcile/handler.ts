import { cancelLeftOvers } from "@/lib/delivery/cancel";
import { applyGuards } from "@/lib/delivery/guards";
import { ensurePartitions } from "@/lib/delivery/partitions";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { refreshRates } from "@/lib/delivery/ses-limits";
import {
  beat,
  completeCampaigns,
  expireLeases,
  flushDeadLetters,
  resendInDoubt,
} from "@/lib/delivery/reconcile";
import { resendConfirmed } from "@/lib/delivery/silence";
import { forgetOldPoison } from "@/lib/delivery/poison";
import { reviewSoftBounces } from "@/lib/delivery/soft-bounces";
import { recountStats } from "@/lib/delivery/stats";
import { emitMetrics } from "@/lib/emf";
import { requeueStaleImports } from "@/lib/imports/imports";
import { log } from "@/lib/log";

/**
 * SES answers GetAccount once a second at most, and nobody needs its limits more often; a row in
 * doubt that has waited for twenty minutes can wait for these too.
 */
const choresEveryMs = protocolTimes.choresSeconds * 1000;
let slowChoresAt = 0;

/** The tick that ends what has no other end: leases, doubts, campaigns, owed copies. */
export async function handler(): Promise<void> {
  const startedAt = Date.now();
  let resent = 0;
  if (Date.now() - slowChoresAt >= choresEveryMs) {
    slowChoresAt = Date.now();
    await askForLimits();
    await requeueStaleImports();
    await ensurePartitions();
    resent = await resendConfirmed();
    await reviewSoftBounces();
    await forgetOldPoison();
  }
  const leasesExpired = await expireLeases();
  await resendInDoubt();
  await cancelLeftOvers();
  const completed = await completeCampaigns();
  await flushDeadLetters();
  // Counted first: the guards judge what was counted.
  if ((await recountStats()).length > 0) await applyGuards();
  await beat("reconcile");
  emitMetrics(
    { Handler: "reconcile" },
    {
      LeasesExpired: leasesExpired,
      Resent: resent,
      Completed: completed,
      DurationMs: Date.now() - startedAt,
    },
  );
}

/** While SES is silent the last known rate stays; everything else goes on. */
async function askForLimits(): Promise<void> {
  try {
    await refreshRates();
  } catch (error) {
    log.error({ error }, "SES did not tell its limits");
  }
}
