"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

type ExportDialogProps = { fields: Record<string, string> };

/** Asks why before a list of people leaves the house; the reason is kept in the audit log. */
export function ExportDialog({ fields }: ExportDialogProps) {
  const t = useTranslations("contacts.export");
  return (
    <Dialog
      title={t("title")}
      size="small"
      trigger={
        <Button>
          <Download aria-hidden />
          {t("button")}
        </Button>
      }
    >
      {(close) => (
        // The answer is a download: the page stays, so the dialog closes by itself.
        <form
          method="post"
          action="/audience/contacts/export"
          onSubmit={() => setTimeout(close, 0)}
          className="flex flex-col gap-4"
        >
          <p className="text-muted">{t("body")}</p>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TextField
            label={t("reason")}
            name="reason"
            description={t("reasonHint")}
            isRequired
            maxLength={200}
          />
          <div className="flex justify-end">
            <Button type="submit" variant="primary">
              {t("confirm")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
