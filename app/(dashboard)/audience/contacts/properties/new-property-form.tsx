"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { propertyTypes } from "@/lib/domain/property-value";
import { add } from "./actions";

export function NewPropertyForm() {
  const t = useTranslations("properties");
  const [made, setMade] = useState(0);
  return (
    <Form
      action={add}
      aria-label={t("add")}
      onAnswer={({ ok }) => ok && setMade((count) => count + 1)}
    >
      {/* Blank again after each one that was added. */}
      <PropertyFields key={made} />
      <FormMessage />
      <div>
        <SubmitButton>{t("add")}</SubmitButton>
      </div>
    </Form>
  );
}

function PropertyFields() {
  const t = useTranslations("properties");
  const [type, setType] = useState<(typeof propertyTypes)[number]>("text");
  return (
    <div className="grid items-start gap-4 sm:grid-cols-3">
      <TextField label={t("label")} name="label" isRequired maxLength={200} />
      <Select
        label={t("type")}
        name="type"
        value={type}
        onChange={(chosen) => setType(propertyTypes.find((one) => one === chosen) ?? "text")}
        description={t(`typeHints.${type}`)}
        items={propertyTypes.map((one) => ({ id: one, label: t(`types.${one}`) }))}
      />
      <TextField
        label={t("key")}
        name="key"
        description={t("keyHint")}
        maxLength={40}
        spellCheck="false"
      />
      {type === "choice" && (
        <TextArea
          className="sm:col-span-3"
          label={t("choices")}
          name="choices"
          description={t("choicesHint")}
          rows={4}
          isRequired
        />
      )}
    </div>
  );
}
