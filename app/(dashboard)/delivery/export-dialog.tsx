"use client";

import { useTranslations } from "next-intl";
import { ExportDialog as Shared } from "@/components/ui/export-dialog";

type Props = { count: number; fields: Record<string, string> };

export function ExportDialog({ count, fields }: Props) {
  const t = useTranslations("delivery.people");
  return (
    <Shared
      action="/delivery/export"
      fields={fields}
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
