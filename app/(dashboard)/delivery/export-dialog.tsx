"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

type ExportDialogProps = { count: number; fields: Record<string, string> };

/** Asks why before a list of people leaves the house; the reason is kept in the audit log. */
export function ExportDialog({ count, fields }: ExportDialogProps) {
  const t = useTranslations("delivery.people");
  return (
    <Dialog
      title={t("exportTitle")}
      trigger={
        <Button>
          <Download aria-hidden />
          {t("export")}
        </Button>
      }
    >
      {(close) => (
        // The answer is a download: the page stays, so the dialog closes by itself.
        <form
          method="post"
          action="/delivery/export"
          onSubmit={() => setTimeout(close, 0)}
          className="flex flex-col gap-4"
        >
          <p className="text-muted">{t("exportBody", { n: count })}</p>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField label={t("exportWhy")} name="why" isRequired maxLength={200} />
          <div className="flex justify-end">
            <Button type="submit" variant="primary">
              {t("exportConfirm")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
