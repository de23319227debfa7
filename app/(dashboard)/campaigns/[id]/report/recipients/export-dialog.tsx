"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

type Props = { action: string; count: number; q: string; show: string };

/** Asks why before a list of people leaves the house; the reason is kept in the audit log. */
export function ExportDialog({ action, count, q, show }: Props) {
  const t = useTranslations("reports.recipients");
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
          action={action}
          onSubmit={() => setTimeout(close, 0)}
          className="flex flex-col gap-4"
        >
          <p className="text-muted">{t("exportBody", { n: count })}</p>
          <input type="hidden" name="q" value={q} />
          <input type="hidden" name="show" value={show} />
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
