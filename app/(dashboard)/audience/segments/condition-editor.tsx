"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { DraftCondition } from "@/lib/domain/segment-draft";
import {
  emptyCondition,
  inputsOf,
  operators,
  recordFields,
  segmentFieldKind,
  type FieldKind,
} from "@/lib/domain/segment-fields";
import { textFields } from "@/lib/domain/segment-rule";
import { removeAndStay } from "./keep-focus";
import type { RuleContext } from "./rule-context";
import { useOperatorWords } from "./operator-words";
import { ValueFields } from "./value-fields";

type ConditionEditorProps = RuleContext & {
  condition: DraftCondition;
  n: number;
  canRemove: boolean;
};

const hiddenLabel = "[&>:first-child]:sr-only";

/** One condition: what, how, and the value that the two ask for. */
export function ConditionEditor({
  condition,
  n,
  canRemove,
  edits,
  choices,
  kinds,
  problems,
}: ConditionEditorProps) {
  const t = useTranslations("segments");
  const operatorWords = useOperatorWords();
  const { id, subject, op } = condition;
  const kind = segmentFieldKind(subject, kinds);
  const problem = problems.get(id);
  const subjects = [
    ...recordFields.map(toField),
    ...choices.properties.map(({ key, label }) => ({ id: `property:${key}`, label })),
    ...[...textFields, "created_at" as const].map(toField),
  ];

  function toField(
    field: (typeof recordFields)[number] | "created_at" | (typeof textFields)[number],
  ) {
    return { id: field, label: t(`fields.${field}`) };
  }

  function chooseSubject(next: string) {
    const nextKind = segmentFieldKind(next, kinds);
    if (nextKind === undefined || next === subject) return;
    // A value of the same kind is kept: only the field was wrong.
    edits.change(id, nextKind === kind ? { subject: next } : emptyCondition(id, next, nextKind));
  }

  function chooseOperator(next: string) {
    const isSameInput = kind !== undefined && inputsOf(kind, next) === inputsOf(kind, op);
    const isFixed = recordFields.some((field) => field === kind);
    edits.change(id, isSameInput || isFixed ? { op: next } : { op: next, value: "", to: "" });
  }

  return (
    <fieldset className="flex min-w-0 items-start gap-2 rounded-lg border border-line bg-surface p-3">
      <legend className="sr-only">{t("condition", { n })}</legend>
      <div className="grid min-w-0 grow gap-2 sm:grid-cols-2 xl:grid-cols-[11rem_10rem_minmax(0,1fr)]">
        <Select
          label={t("subject")}
          value={kind === undefined ? null : subject}
          onChange={chooseSubject}
          items={subjects}
          error={problem === "unknown_field" ? t("problems.unknown_field") : undefined}
          className={hiddenLabel}
        />
        {kind !== undefined && (
          <>
            <Select
              label={t("operator")}
              value={op}
              onChange={chooseOperator}
              items={operatorItems(kind, operatorWords)}
              className={hiddenLabel}
            />
            <ValueFields
              condition={condition}
              kind={kind}
              choices={choices}
              error={problem && t(`problems.${problem}`)}
              onChange={(change) => edits.change(id, change)}
            />
          </>
        )}
      </div>
      {canRemove && (
        <Button
          variant="quiet"
          aria-label={t("removeCondition")}
          className="w-9 px-0"
          onPress={({ target }) => removeAndStay(target, () => edits.remove(id))}
        >
          <X aria-hidden />
        </Button>
      )}
    </fieldset>
  );
}

function operatorItems(kind: FieldKind, words: (kind: FieldKind, op: string) => string) {
  return operators[kind].map((op) => ({ id: op, label: words(kind, op) }));
}
