import { notFound } from "next/navigation";
import { type DeliveryScope, parseDeliveryScope } from "@/lib/domain/delivery-scope";
import { findScopeCampaign, type ScopeCampaign } from "@/lib/reports/failures";

type Scope = DeliveryScope & { campaign: ScopeCampaign | undefined };

/** What the address narrows the page to; answers not found when that does not exist. */
export async function readScope(
  search: Record<string, string | string[] | undefined>,
): Promise<Scope> {
  const scope = parseDeliveryScope(search);
  if (!scope) notFound();
  const { campaignId } = scope;
  const campaign = campaignId === undefined ? undefined : await findScopeCampaign(campaignId);
  if (campaignId !== undefined && !campaign) notFound();
  return { ...scope, campaign };
}
