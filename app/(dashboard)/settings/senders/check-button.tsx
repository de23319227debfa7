"use client";

import { useTranslations } from "next-intl";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { checkNow } from "./actions";

/** Asks SES and DNS again. */
export function CheckButton({ name }: { name: string }) {
  const t = useTranslations("settings.identities");
  return (
    <Form
      action={checkNow}
      onAnswer={({ ok, message }) => {
        if (message) toast(message, { tone: ok ? "good" : "bad" });
      }}
    >
      <input type="hidden" name="name" value={name} />
      <SubmitButton variant="secondary" size="small">
        {t("check")}
      </SubmitButton>
    </Form>
  );
}
