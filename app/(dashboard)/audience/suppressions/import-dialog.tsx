"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import * as z from "zod";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FileField } from "@/components/ui/file-field";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { maxSuppressionFileBytes } from "@/lib/domain/suppression-limits";
import { importFile } from "./actions";

const refusedLines = z.array(z.object({ line: z.number(), text: z.string() }));

/** Takes a list over from another tool, or an export of ours. */
export function ImportDialog() {
  const t = useTranslations("suppressions");
  const [isTooBig, setTooBig] = useState(false);
  return (
    <Dialog
      title={t("import")}
      trigger={
        <Button>
          <Upload aria-hidden />
          {t("import")}
        </Button>
      }
    >
      {(close) => (
        <Form action={importFile}>
          {(state) => (
            <>
              <p className="text-muted">{t("importBody")}</p>
              <FileField
                label={t("file")}
                name="file"
                accept=".csv,.txt,text/csv,text/plain"
                description={t("fileHint")}
                error={isTooBig ? t("fileProblems.too_big") : undefined}
                onChange={(file) => setTooBig((file?.size ?? 0) > maxSuppressionFileBytes)}
                isRequired
              />
              <FormMessage />
              {state?.ok && <Refused data={state.data} />}
              <div className="flex flex-wrap justify-end gap-2">
                <Button onPress={close}>{t("close")}</Button>
                <SubmitButton {...(isTooBig ? { disabledReason: t("fileProblems.too_big") } : {})}>
                  {t("importConfirm")}
                </SubmitButton>
              </div>
            </>
          )}
        </Form>
      )}
    </Dialog>
  );
}

/** The lines that hold no address, so that they can be put right. */
function Refused({ data }: { data: unknown }) {
  const t = useTranslations("suppressions");
  const lines = refusedLines.safeParse(data);
  if (!lines.success || lines.data.length === 0) return null;
  return (
    <div>
      <p className="font-medium">{t("refusedLines")}</p>
      <ul className="mt-1 max-h-40 overflow-auto text-sm text-muted">
        {lines.data.map(({ line, text }) => (
          <li key={line}>{t("refusedLine", { line, text })}</li>
        ))}
      </ul>
    </div>
  );
}
