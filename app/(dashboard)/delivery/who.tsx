import { useTranslations } from "next-intl";
import { RowLink } from "@/components/ui/table";
import type { CampaignKind } from "@/lib/domain/campaign-edit";
import { maskEmail } from "@/lib/domain/mask";

type WhoProps = {
  campaignId: number;
  recipientId: number;
  kind: CampaignKind;
  email: string;
  isMasked: boolean;
};

/** An address, masked for whom it is not meant, leading to the recipient's story. */
export function Who({ campaignId, recipientId, kind, email, isMasked }: WhoProps) {
  const t = useTranslations("delivery.people");
  const words = email === "" ? t("erased") : isMasked ? maskEmail(email) : email;
  if (kind === "transactional") return <span className="font-medium">{words}</span>;
  return (
    <RowLink href={`/campaigns/${campaignId}/report/recipients/${recipientId}`}>{words}</RowLink>
  );
}
