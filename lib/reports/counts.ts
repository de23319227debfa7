import { type CampaignStats, countNow, findStats } from "@/lib/delivery/stats";

/**
 * A ledger that takes longer to count than this is shown as the tick last counted it, seconds ago:
 * a page that is looked at must not read a million rows every two seconds.
 */
const livelyMs = 100;

/** What a campaign's ledger adds up to: of this moment when that is cheap, and one snapshot always. */
export async function findCounts(campaignId: number): Promise<CampaignStats | undefined> {
  const stored = await findStats(campaignId);
  if (stored && (stored.frozenAt !== null || stored.countMs > livelyMs)) return stored;
  return await countNow(campaignId);
}
