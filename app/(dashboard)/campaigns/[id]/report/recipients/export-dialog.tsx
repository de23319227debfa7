"use client";

import { useTranslations } from "next-intl";
import { ExportDialog as Shared } from "@/components/ui/export-dialog";

type Props = { action: string; count: number; q: string; show: string };

export function ExportDialog({ action, count, q, show }: Props) {
  const t = useTranslations("reports.recipients");
  return (
    <Shared
      action={action}
      fields={{ q, show }}
      reasonName="why"
      words={{
        button: t("export"),
        title: t("exportTitle"),
        body: t("exportBody", { n: count }),
        reason: t("exportWhy"),
        confirm: t("exportConfirm"),
      }}
    />
  );
}
