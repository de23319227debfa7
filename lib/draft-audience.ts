import { type AudienceReview, reviewAudience } from "@/lib/campaign-audience";
import { compileCampaign } from "@/lib/campaign-content";
import { defineCampaignAudience } from "@/lib/campaign-review";
import { reviewSegments, type SegmentReview } from "@/lib/campaign-segments";
import { getCampaign } from "@/lib/campaigns";

export type DraftAudience = Pick<AudienceReview, "audience" | "willGet" | "skipped"> &
  Pick<SegmentReview, "several" | "takenOut">;

/** Live numbers while somebody chooses: the same ones the review will show. */
export async function countDraftAudience(id: number): Promise<DraftAudience> {
  const campaign = await getCampaign(id);
  const definition = await defineCampaignAudience(campaign, await compileCampaign(campaign));
  const [{ audience, willGet, skipped }, { several, takenOut }] = await Promise.all([
    reviewAudience(definition),
    reviewSegments(campaign),
  ]);
  return { audience, willGet, skipped, several, takenOut };
}
