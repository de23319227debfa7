import { stopCampaign } from "@/lib/delivery/lifecycle";
import {
  type CampaignHealth,
  type DomainHealth,
  listCampaignHealth,
  listDomainHealth,
  lowerBars,
} from "@/lib/delivery/sending-health";
import { type GuardedMeasure, guardStops, type HealthVerdict } from "@/lib/domain/sending-health";

/**
 * The tick: pauses running campaigns whose mails, or whose domain's mails, bounce or are reported as
 * spam too often. What it judges was counted moments ago (lib/delivery/stats.ts).
 */
export async function applyGuards(): Promise<void> {
  const [campaigns, domains] = await Promise.all([listCampaignHealth(), listDomainHealth()]);
  await lowerBars(domains);
  for (const campaign of campaigns.filter(({ isRunning }) => isRunning)) {
    const reason = reasonToStop(campaign, domains);
    if (reason !== undefined) await stopCampaign(campaign.id, reason);
  }
}

/** The campaign's own counts before its domain's: they name the cause better. */
function reasonToStop(
  campaign: CampaignHealth,
  domains: readonly DomainHealth[],
): string | undefined {
  const own = findStop(campaign.verdicts);
  if (own !== undefined) return guardStops.campaign[own];
  const domain = domains.find((entry) => entry.domain === campaign.domain);
  const shared = findStop(domain?.verdicts ?? []);
  return shared === undefined ? undefined : guardStops.domain[shared];
}

function findStop(verdicts: readonly HealthVerdict[]): GuardedMeasure | undefined {
  for (const { measure, level } of verdicts)
    if (level === "pause" && measure !== "unsubscribes") return measure;
  return undefined;
}
