"use client";

import { useTranslations } from "next-intl";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { saveProfile } from "./actions";

export function ProfileForm({
  email,
  name,
  locale,
}: {
  email: string;
  name: string;
  locale: string;
}) {
  const t = useTranslations("settings.account");
  const settings = useTranslations("settings");
  const languages = useTranslations("shell.languages");
  return (
    <Form action={saveProfile}>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">{t("email")}</span>
        <span className="text-muted">{email}</span>
      </div>
      <TextField
        label={t("name")}
        name="name"
        defaultValue={name}
        autoComplete="name"
        maxLength={80}
        isRequired
      />
      <Select
        label={t("locale")}
        name="locale"
        defaultValue={locale}
        description={t("localeHint")}
        items={[
          { id: "ko", label: languages("ko") },
          { id: "en", label: languages("en") },
        ]}
      />
      <FormMessage />
      <SubmitButton className="self-start">{settings("save")}</SubmitButton>
    </Form>
  );
}
