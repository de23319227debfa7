import { X } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import { findReportedCampaign } from "@/lib/reports/report";

/** Says that a page is narrowed to one campaign, and leads back to all. */
export async function ScopeLine({
  campaignId,
  base,
}: {
  campaignId: number | undefined;
  base: string;
}) {
  if (campaignId === undefined) return null;
  const [t, campaign] = await Promise.all([
    getTranslations("delivery.failures"),
    findReportedCampaign(campaignId),
  ]);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-muted">{t("campaign")}</span>
      {campaign ? (
        <TextLink href={`/campaigns/${campaignId}/report`}>
          {campaign.name || t("unnamed")}
        </TextLink>
      ) : (
        <span>{t("systemMail")}</span>
      )}
      <LinkButton href={base} size="small" variant="quiet">
        <X aria-hidden />
        {t("allCampaigns")}
      </LinkButton>
    </div>
  );
}
