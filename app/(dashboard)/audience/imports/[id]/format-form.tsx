"use client";

import { useTranslations } from "next-intl";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { delimiters, type Delimiter } from "@/lib/domain/delimiter";
import { fileEncodings, type FileEncoding } from "@/lib/domain/encoding";
import { reread } from "./actions";
import { delimiterNames } from "./delimiter-names";

type FormatFormProps = {
  id: number;
  encoding: FileEncoding;
  delimiter: Delimiter;
  headerRow: number;
  /** Of a workbook: its sheets, and the one that is read. */
  sheets: string[];
  sheet: string | undefined;
};

/** What was found out about the file, to be corrected where it was wrong. */
export function FormatForm({ id, encoding, delimiter, headerRow, sheets, sheet }: FormatFormProps) {
  const t = useTranslations("imports.format");
  const rows = Array.from({ length: Math.max(10, headerRow) }, (_, index) => index + 1);
  return (
    <Form action={reread} aria-label={t("title")}>
      <input type="hidden" name="id" value={id} />
      <div className="grid gap-4 sm:grid-cols-3">
        {sheet === undefined ? (
          <>
            <Select
              label={t("encoding")}
              name="encoding"
              defaultValue={encoding}
              items={fileEncodings.map((one) => ({ id: one, label: t(`encodings.${one}`) }))}
            />
            <Select
              label={t("delimiter")}
              name="delimiter"
              defaultValue={delimiter}
              items={delimiters.map((one) => ({
                id: one,
                label: t(`delimiters.${delimiterNames[one]}`),
              }))}
            />
          </>
        ) : (
          <Select
            label={t("sheet")}
            name="sheet"
            defaultValue={sheet}
            items={sheets.map((one) => ({ id: one, label: one }))}
          />
        )}
        <Select
          label={t("header")}
          name="headerRow"
          defaultValue={String(headerRow)}
          items={[
            { id: "0", label: t("noHeader") },
            ...rows.map((row) => ({ id: String(row), label: t("headerAt", { row }) })),
          ]}
        />
      </div>
      <FormMessage />
      <div>
        <SubmitButton variant="secondary">{t("apply")}</SubmitButton>
      </div>
    </Form>
  );
}
