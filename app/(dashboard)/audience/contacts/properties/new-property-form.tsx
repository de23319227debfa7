"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { propertyTypes } from "@/lib/domain/property-value";
import { add } from "./actions";

export function NewPropertyForm() {
  const t = useTranslations("contacts.property");
  const [made, setMade] = useState(0);
  return (
    <Form
      action={add}
      aria-label={t("add")}
      onAnswer={({ ok }) => ok && setMade((count) => count + 1)}
    >
      {/* Blank again after each one that was added. */}
      <div key={made} className="grid items-start gap-4 sm:grid-cols-3">
        <TextField label={t("label")} name="label" isRequired maxLength={200} />
        <Select
          label={t("type")}
          name="type"
          defaultValue="text"
          items={propertyTypes.map((type) => ({ id: type, label: t(`types.${type}`) }))}
        />
        <TextField
          label={t("key")}
          name="key"
          description={t("keyHint")}
          maxLength={40}
          spellCheck="false"
        />
      </div>
      <FormMessage />
      <div>
        <SubmitButton>{t("add")}</SubmitButton>
      </div>
    </Form>
  );
}
