import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";
import type { CampaignKind } from "@/lib/domain/campaign-edit";

type Props = { id: number; name: string; kind: CampaignKind };

/** A campaign's name, leading to its report; system mail has none to show. */
export function CampaignName({ id, name, kind }: Props) {
  const t = useTranslations("delivery.failures");
  if (kind === "transactional") return <span>{t("systemMail")}</span>;
  return <TextLink href={`/campaigns/${id}/report`}>{name || t("unnamed")}</TextLink>;
}
