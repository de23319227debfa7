import { type FailureCause, parseFailureCause } from "@/lib/domain/failure-cause";
import { parseId } from "@/lib/domain/parse-id";

export type DeliveryScope = { campaignId: number | undefined; cause: FailureCause | undefined };

/**
 * What an address narrows a list of people to; undefined when it names something that does not exist:
 * such an address must not show, and offer to mail, everybody.
 */
export function parseDeliveryScope(
  search: Record<string, string | string[] | undefined>,
): DeliveryScope | undefined {
  const campaignId = parseId(search["campaign"]);
  const cause = parseFailureCause(search["cause"]);
  if (search["campaign"] !== undefined && campaignId === undefined) return undefined;
  if (search["cause"] !== undefined && cause === undefined) return undefined;
  return { campaignId, cause };
}
