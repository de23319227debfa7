import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { ScopeCampaign } from "@/lib/reports/failures";
import { CampaignName } from "./campaign-name";

type Props = { campaign: ScopeCampaign | undefined; base: string };

/** Says that a page is narrowed to one campaign, and leads back to all. */
export function ScopeLine({ campaign, base }: Props) {
  const t = useTranslations("delivery.failures");
  if (!campaign) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-muted">{t("campaign")}</span>
      <CampaignName {...campaign} />
      <LinkButton href={base} size="small" variant="quiet">
        <X aria-hidden />
        {t("allCampaigns")}
      </LinkButton>
    </div>
  );
}
