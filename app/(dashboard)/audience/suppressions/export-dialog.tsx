"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";

type ExportDialogProps = {
  count: number;
  /** There are more than `count`. */
  isMore: boolean;
  q: string;
  reason: string;
};

/** Asks why before a list of people leaves the house; the answer is kept in the audit log. */
export function ExportDialog({ count, isMore, q, reason }: ExportDialogProps) {
  const t = useTranslations("suppressions");
  const [error, setError] = useState<string>();

  function check(event: FormEvent<HTMLFormElement>, close: () => void) {
    const why = new FormData(event.currentTarget).get("why");
    if (typeof why === "string" && why.trim() !== "") {
      // The answer is a download: the page stays, so the dialog closes by itself.
      setTimeout(close, 0);
      return;
    }
    event.preventDefault();
    setError(t("whyMissing"));
  }

  return (
    <Dialog
      title={t("export")}
      size="small"
      trigger={
        <Button>
          <Download aria-hidden />
          {t("export")}
        </Button>
      }
    >
      {(close) => (
        <form
          method="post"
          action="/audience/suppressions/export"
          onSubmit={(event) => check(event, close)}
          noValidate
          className="flex flex-col gap-5"
        >
          <p className="text-muted">{t(isMore ? "exportBodyMore" : "exportBody", { count })}</p>
          <input type="hidden" name="q" value={q} />
          <input type="hidden" name="reason" value={reason} />
          <TextField label={t("exportWhy")} name="why" error={error} maxLength={300} isRequired />
          <Button type="submit" variant="primary" className="self-end">
            {isMore ? t("exportConfirmMore") : t("exportConfirm", { count })}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
