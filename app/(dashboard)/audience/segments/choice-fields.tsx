"use client";

import { useTranslations } from "next-intl";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { Select } from "@/components/ui/select";
import { inputsOf } from "@/lib/domain/segment-fields";
import type { ValueFieldsProps } from "./value-fields-props";

/** One or several of a property's choices; a retired one stays on offer, because contacts may have it. */
export function ChoiceFields({ condition, choices, error, onChange }: ValueFieldsProps) {
  const t = useTranslations("segments");
  const key = condition.subject.slice("property:".length);
  const property = choices.properties.find((one) => one.key === key);
  const items = (property?.choices ?? []).map((choice) => ({
    id: choice.key,
    label: choice.label,
  }));
  switch (inputsOf("choice", condition.op)) {
    case "list":
      return (
        <CheckboxGroup
          label={property?.label ?? t("value")}
          items={items}
          value={condition.value.split("\n").filter(Boolean)}
          onChange={(keys) => onChange({ value: keys.join("\n") })}
          error={error}
        />
      );
    case "one":
      return (
        <Select
          label={t("value")}
          value={condition.value || null}
          onChange={(value) => onChange({ value })}
          items={items}
          error={error}
          className="[&>:first-child]:sr-only"
        />
      );
    case "none":
    case "two":
    case "days":
      return null;
  }
}
