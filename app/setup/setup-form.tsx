"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { finishFirstRun } from "./actions";
import { BrowserTimeZoneField } from "./browser-time-zone-field";

type SetupFormProps = { timeZone: string; senderEmail: string; isLocal: boolean };

/** Every answer has a default or may stay empty, but for the name. */
export function SetupForm({ timeZone, senderEmail, isLocal }: SetupFormProps) {
  const t = useTranslations("setup");
  const settings = useTranslations("settings");
  return (
    <Form action={finishFirstRun} className="gap-8">
      <FormMessage />
      <Group title={t("organization")}>
        <TextField
          label={t("name")}
          name="name"
          description={t("nameHint")}
          autoComplete="organization"
          maxLength={100}
          isRequired
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <BrowserTimeZoneField
            label={t("timeZone")}
            name="timeZone"
            fallback={timeZone}
            description={t("timeZoneHint")}
          />
          <Select
            label={t("locale")}
            name="locale"
            defaultValue={useLocale()}
            items={[
              { id: "ko", label: settings("locale.ko") },
              { id: "en", label: settings("locale.en") },
            ]}
          />
        </div>
      </Group>
      <Group title={t("sender")}>
        <TextField
          label={t("senderName")}
          name="senderName"
          description={t("senderNameHint")}
          maxLength={100}
        />
        <TextField
          label={t("senderEmail")}
          name="senderEmail"
          type="email"
          defaultValue={senderEmail}
          description={`${t("senderEmailHint")}${isLocal ? ` ${t("senderEmailLocal")}` : ""}`}
          spellCheck="false"
          isRequired
        />
      </Group>
      <Group title={t("footer")} description={t("footerHint")}>
        <TextField
          label={t("postalAddress")}
          name="postalAddress"
          autoComplete="street-address"
          maxLength={200}
        />
        <TextField label={t("phone")} name="phone" type="tel" autoComplete="tel" maxLength={40} />
      </Group>
      <SubmitButton className="sm:self-start">{t("submit")}</SubmitButton>
    </Form>
  );
}

function Group({
  title,
  description,
  children,
}: {
  title: string;
  description?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-5">
      <legend className="mb-3 text-lg font-semibold">{title}</legend>
      {description !== undefined && <p className="-mt-3 text-sm text-muted">{description}</p>}
      {children}
    </fieldset>
  );
}
