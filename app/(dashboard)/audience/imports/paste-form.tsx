"use client";

import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { paste } from "./actions";

/** For a few people: cells copied out of a spreadsheet, or addresses as they are. */
export function PasteForm() {
  const t = useTranslations("imports.paste");
  return (
    <Disclosure summary={t("title")}>
      <Form action={paste} aria-label={t("title")}>
        <TextArea label={t("label")} name="text" description={t("hint")} rows={6} isRequired />
        <FormMessage />
        <div>
          <SubmitButton variant="secondary">{t("submit")}</SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}
