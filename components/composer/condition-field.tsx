"use client";

import { useTranslations } from "next-intl";
import { problemOf, problemWords } from "@/components/content/problem-words";
import { PlainError } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { type BlockCondition, blockCondition } from "@/lib/domain/block-condition";
import { useSurroundings } from "./composer-context";
import { useConditionWords } from "./condition-words";

type ConditionFieldProps = {
  /** Where problems point. */
  place: string;
  when: BlockCondition | undefined;
  onChange: (when: BlockCondition | undefined) => void;
};

/** Who sees a block: everybody, or those of whom something holds. */
export function ConditionField({ place, when, onChange }: ConditionFieldProps) {
  const t = useTranslations("composer.condition");
  const problemTexts = useTranslations("content.problems");
  const words = useConditionWords();
  const { conditionFields, problems } = useSurroundings();
  const problem = problemOf(problems, place);
  const [first] = conditionFields;
  return (
    <div className="flex flex-col gap-3" data-field={place}>
      <RadioGroup
        label={t("title")}
        value={when ? "some" : "everybody"}
        onChange={(who) => {
          if (who === "everybody") onChange(undefined);
          else if (first) onChange({ field: first.key, op: "is_filled", value: "" });
        }}
        items={[
          { id: "everybody", label: t("everybody") },
          { id: "some", label: t("some") },
        ]}
      />
      {when && (
        <div className="flex flex-col gap-3 rounded-md bg-sunken p-3">
          <Select
            label={t("field")}
            value={when.field}
            onChange={(field) => onChange({ ...when, field, value: "" })}
            items={conditionFields.map(({ key, label }) => ({ id: key, label }))}
          />
          <Select
            label={t("op")}
            value={when.op}
            onChange={(chosen) => {
              const op = blockCondition.shape.op.safeParse(chosen);
              if (op.success) onChange({ ...when, op: op.data });
            }}
            items={blockCondition.shape.op.options.map((op) => ({ id: op, label: t(`ops.${op}`) }))}
          />
          <ValueField when={when} onChange={(value) => onChange({ ...when, value })} />
          <p className="text-sm font-medium text-violet-ink">{words(when)}</p>
        </div>
      )}
      <PlainError>{problem && problemWords(problemTexts, problem)}</PlainError>
    </div>
  );
}

type ValueFieldProps = { when: BlockCondition; onChange: (value: string) => void };

function ValueField({ when, onChange }: ValueFieldProps) {
  const t = useTranslations("composer.condition");
  const { conditionFields } = useSurroundings();
  if (when.op === "is_filled" || when.op === "is_empty") return null;
  const options = conditionFields.find(({ key }) => key === when.field)?.options;
  if (options && options.length > 0) {
    return (
      <Select
        label={t("value")}
        value={when.value}
        onChange={onChange}
        items={options.map(({ id, label }) => ({ id, label }))}
      />
    );
  }
  return <TextField label={t("value")} value={when.value} onChange={onChange} maxLength={300} />;
}
