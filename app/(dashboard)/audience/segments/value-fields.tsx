"use client";

import { useTranslations } from "next-intl";
import { ComboBox } from "@/components/ui/combo-box";
import { DateField } from "@/components/ui/date-field";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { locales } from "@/lib/domain/locale";
import { inputsOf, type FieldKind } from "@/lib/domain/segment-fields";
import { ChoiceFields } from "./choice-fields";
import { ConsentFields, EngagementFields } from "./engagement-fields";
import type { ValueFieldsProps } from "./value-fields-props";

const hiddenLabel = "[&>:first-child]:sr-only";
const reasons = ["any", "unsubscribe", "bounce", "soft_bounce", "complaint", "manual"] as const;

/** The inputs that the field and its operator ask for. */
export function ValueFields(props: ValueFieldsProps) {
  switch (props.kind) {
    case "topic":
    case "import":
    case "member":
      return <PickOne {...props} />;
    case "campaign":
      return <EngagementFields {...props} />;
    case "consent":
      return <ConsentFields {...props} />;
    case "choice":
      return <ChoiceFields {...props} />;
    case "suppression":
      return <ReasonField {...props} />;
    case "text":
    case "number":
    case "date":
    case "boolean":
    case "list":
      return <TypedFields {...props} />;
  }
}

function PickOne({ condition, kind, choices, error, onChange }: ValueFieldsProps) {
  const t = useTranslations("segments");
  const [label, placeholder, list] =
    kind === "topic"
      ? [t("topic"), t("pickTopic"), choices.topics]
      : kind === "import"
        ? [t("file"), t("pickFile"), choices.imports]
        : [t("staticSegment"), t("pickSegment"), choices.segments];
  return (
    <ComboBox
      label={label}
      value={condition.value || null}
      onChange={(value) => onChange({ value })}
      items={list.map(({ id, name }) => ({ id: String(id), label: name }))}
      placeholder={placeholder}
      error={error}
      className={hiddenLabel}
    />
  );
}

function ReasonField({ condition, onChange }: ValueFieldsProps) {
  const t = useTranslations("segments");
  return (
    <Select
      label={t("reason")}
      value={condition.value}
      onChange={(value) => onChange({ value })}
      items={reasons.map((id) => ({ id, label: t(`suppressionReasons.${id}`) }))}
      className={hiddenLabel}
    />
  );
}

function TypedFields({ condition, kind, error, onChange }: ValueFieldsProps) {
  const t = useTranslations("segments");
  const { op, value, to } = condition;
  switch (inputsOf(kind, op)) {
    case "none":
      return null;
    case "list":
      return (
        <TextArea
          label={t("values")}
          value={value}
          onChange={(next) => onChange({ value: next })}
          rows={3}
          error={error}
        />
      );
    case "days":
      return (
        <TextField
          label={t("days")}
          value={value}
          onChange={(next) => onChange({ value: next })}
          inputMode="numeric"
          suffix={<span className="pr-3 text-muted">{t("daysUnit")}</span>}
          error={error}
          className={hiddenLabel}
        />
      );
    case "one":
      return condition.subject === "locale" ? (
        <Select
          label={t("value")}
          value={value || null}
          onChange={(next) => onChange({ value: next })}
          items={locales.map((id) => ({ id, label: t(`languages.${id}`) }))}
          error={error}
          className={hiddenLabel}
        />
      ) : (
        <OneValue
          label={t("value")}
          kind={kind}
          value={value}
          error={error}
          onChange={(next) => onChange({ value: next })}
        />
      );
    case "two":
      return (
        <div className="grid min-w-0 gap-2 sm:grid-cols-2">
          <OneValue
            label={t("from")}
            kind={kind}
            value={value}
            error={error}
            onChange={(next) => onChange({ value: next })}
          />
          <OneValue
            label={t("to")}
            kind={kind}
            value={to}
            error={undefined}
            onChange={(next) => onChange({ to: next })}
          />
        </div>
      );
  }
}

type OneValueProps = {
  label: string;
  kind: FieldKind;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function OneValue({ label, kind, value, error, onChange }: OneValueProps) {
  if (kind === "date") {
    return (
      <DateField
        label={label}
        defaultValue={value}
        onChange={(day) => onChange(day ?? "")}
        error={error}
        className={hiddenLabel}
      />
    );
  }
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      {...(kind === "number" ? { inputMode: "decimal" as const } : {})}
      error={error}
      className={hiddenLabel}
    />
  );
}
