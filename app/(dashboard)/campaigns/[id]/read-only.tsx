import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { CampaignStatus } from "@/lib/domain/campaign-edit";
import { Unschedule } from "./unschedule";

type ReadOnlyProps = { id: number; status: CampaignStatus; canEdit: boolean };

/** Why nothing can be changed here now, and what to do about it. */
export function ReadOnly({ id, status, canEdit }: ReadOnlyProps) {
  const t = useTranslations("campaigns.content");
  if (!canEdit && status === "draft") return <Notice>{t("readOnlyViewer")}</Notice>;
  if (status === "scheduled") {
    return (
      <Notice tone="accent" actions={canEdit && <Unschedule id={id} />}>
        {t("readOnlyScheduled")}
      </Notice>
    );
  }
  return status === "draft" ? null : <Notice>{t("readOnlySent")}</Notice>;
}
