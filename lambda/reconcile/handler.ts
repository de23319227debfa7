import { tendBulkActions } from "@/lib/bulk-tend";
import { foldChangedEngagement } from "@/lib/contact-engagement";
import { cancelLeftOvers } from "@/lib/delivery/cancel";
import { doChore } from "@/lib/delivery/chore";
import { applyGuards } from "@/lib/delivery/guards";
import { ensurePartitions } from "@/lib/delivery/partitions";
import { protocolTimes } from "@/lib/delivery/protocol-times";
import { refreshRates } from "@/lib/delivery/ses-limits";
import {
  beat,
  completeCampaigns,
  expireLeases,
  flushDeadLetters,
  flushOldDeadLetters,
  resendInDoubt,
} from "@/lib/delivery/reconcile";
import { resendConfirmed } from "@/lib/delivery/silence";
import { forgetOldPoison } from "@/lib/delivery/poison";
import { reviewSoftBounces } from "@/lib/delivery/soft-bounces";
import { recountStats } from "@/lib/delivery/stats";
import { refreshDuplicates } from "@/lib/duplicate-search";
import { emitMetrics } from "@/lib/emf";
import { tendErasures } from "@/lib/erasure-search";
import { requeueStaleImages } from "@/lib/images/upload";
import { requeueStaleImports } from "@/lib/imports/imports";
import { sweepImports } from "@/lib/imports/sweep";
import { checkMailDomains, noteMailDomains } from "@/lib/mail-domains";
import { pullSesSuppressions } from "@/lib/ses-suppressions";
import { tellSes } from "@/lib/ses-suppression-tasks";

/**
 * SES answers GetAccount once a second at most, and nobody needs its limits more often; a row in
 * doubt that has waited for twenty minutes can wait for these too.
 */
const choresEveryMs = protocolTimes.choresSeconds * 1000;
let slowChoresAt = 0;

/** The tick that ends what has no other end: leases, doubts, campaigns, owed copies. */
export async function handler(): Promise<void> {
  const startedAt = Date.now();
  const leasesExpired = await doChore("expireLeases", expireLeases);
  await doChore("resendInDoubt", resendInDoubt);
  await doChore("cancelLeftOvers", cancelLeftOvers);
  const completed = await doChore("completeCampaigns", completeCampaigns);
  await doChore("flushDeadLetters", flushDeadLetters);
  // Counted first: the guards judge what was counted.
  const counted = await doChore("recountStats", recountStats);
  if (counted && counted.length > 0) await doChore("applyGuards", applyGuards);
  await doChore("foldChangedEngagement", foldChangedEngagement);
  const resent = await doSlowChores(startedAt);
  // Every tick: SES takes so few of these calls a second that none may be left unused.
  await doChore("tellSes", tellSes);
  await beat("reconcile");
  emitMetrics(
    { Handler: "reconcile" },
    {
      LeasesExpired: leasesExpired ?? 0,
      Resent: resent ?? 0,
      Completed: completed ?? 0,
      DurationMs: Date.now() - startedAt,
    },
  );
}

/** Returns how many in doubt were sent again. While SES is silent its last known rate stays. */
async function doSlowChores(now: number): Promise<number | undefined> {
  if (now - slowChoresAt < choresEveryMs) return 0;
  slowChoresAt = now;
  await doChore("refreshRates", refreshRates);
  const resent = await doChore("resendConfirmed", resendConfirmed);
  await doChore("ensurePartitions", ensurePartitions);
  await doChore("flushOldDeadLetters", flushOldDeadLetters);
  await doChore("reviewSoftBounces", reviewSoftBounces);
  await doChore("forgetOldPoison", forgetOldPoison);
  await doChore("requeueStaleImports", requeueStaleImports);
  await doChore("requeueStaleImages", requeueStaleImages);
  await doChore("sweepImports", sweepImports);
  await doChore("tendBulkActions", tendBulkActions);
  await doChore("tendErasures", tendErasures);
  await doChore("refreshDuplicates", refreshDuplicates);
  // Last, because they wait for others: a name server that is silent must not hold up mails.
  await doChore("noteMailDomains", noteMailDomains);
  await doChore("checkMailDomains", async () => await checkMailDomains());
  await doChore("pullSesSuppressions", pullSesSuppressions);
  return resent;
}
