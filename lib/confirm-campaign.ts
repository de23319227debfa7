import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { reviewCampaign } from "@/lib/campaign-review";
import { findCampaign } from "@/lib/campaigns";
import { storeContent } from "@/lib/content/store";
import { blocksSending, type CampaignProblem } from "@/lib/domain/campaign-problem";
import type { WaitsFor } from "@/lib/domain/send-forecast";

export type ConfirmResult =
  | { ok: true; contentHash: string; willGet: number }
  | { ok: false; reason: "not_found" | "not_draft" | "stale" }
  | { ok: false; reason: "problems"; problems: CampaignProblem[] }
  | { ok: false; reason: "audience_changed"; willGet: number }
  /** It does not fit into what may be sent, and nobody said that it may take days. */
  | { ok: false; reason: "needs_spread"; waitsFor: WaitsFor }
  /** Gmail will hide its end, and nobody said that they know. */
  | { ok: false; reason: "needs_clip_answer" };

/** The number on the button may be a little old; more than this asks again. */
const tolerance = 0.05;
const toleratedPeople = 10;

/**
 * Freezes the content of a draft as the person saw it: compiled, checked, stored by its hash.
 * Launching or scheduling comes next and needs this. `expected` is the number on the button.
 */
export async function confirmCampaign(
  id: number,
  {
    userId,
    revision,
    expected,
    startsAt,
    spread = false,
    acceptsClip = false,
  }: {
    userId: number;
    revision: number;
    expected?: number;
    /** When it is meant to start; now when absent. */
    startsAt?: Date | undefined;
    /** It may wait for the next days' quota and caps. */
    spread?: boolean;
    /** The person knows that Gmail hides the end of so large a mail. */
    acceptsClip?: boolean;
  },
): Promise<ConfirmResult> {
  const campaign = await findCampaign(id);
  if (!campaign) return { ok: false, reason: "not_found" };
  if (campaign.status !== "draft") return { ok: false, reason: "not_draft" };
  if (campaign.revision !== revision) return { ok: false, reason: "stale" };
  const { problems, compiled, willGet, forecast, isClipped } = await reviewCampaign(id, {
    startsAt,
  });
  const blocking = problems.filter(blocksSending);
  if (blocking.length > 0 || !compiled.ok) {
    return { ok: false, reason: "problems", problems: blocking };
  }
  if (expected !== undefined && isFarFrom(willGet, expected)) {
    return { ok: false, reason: "audience_changed", willGet };
  }
  if (forecast.waitsFor !== undefined && !spread) {
    return { ok: false, reason: "needs_spread", waitsFor: forecast.waitsFor };
  }
  if (isClipped && !acceptsClip) return { ok: false, reason: "needs_clip_answer" };
  const contentHash = await storeContent(compiled.compiled);
  const isFrozen = await freeze(id, { userId, revision, contentHash, willGet, spread });
  return isFrozen ? { ok: true, contentHash, willGet } : { ok: false, reason: "stale" };
}

async function freeze(
  id: number,
  reviewed: {
    userId: number;
    revision: number;
    contentHash: string;
    willGet: number;
    spread: boolean;
  },
): Promise<boolean> {
  const confirmed = await db
    .update(campaigns)
    .set({
      contentHash: reviewed.contentHash,
      confirmedAt: sql`now()`,
      confirmedBy: reviewed.userId,
      reviewedCount: reviewed.willGet,
      spreadOverDays: reviewed.spread,
    })
    .where(
      and(
        eq(campaigns.id, id),
        eq(campaigns.status, "draft"),
        // An edit since the review means that something else would be sent than was seen.
        eq(campaigns.revision, reviewed.revision),
      ),
    )
    .returning({ id: campaigns.id });
  return confirmed.length > 0;
}

function isFarFrom(count: number, expected: number): boolean {
  return Math.abs(count - expected) > Math.max(toleratedPeople, expected * tolerance);
}
