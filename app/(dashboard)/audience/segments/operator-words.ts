"use client";

import { useTranslations } from "next-intl";
import { operators, type FieldKind } from "@/lib/domain/segment-fields";

type OperatorKey = {
  [Kind in FieldKind]: `operators.${Kind}.${(typeof operators)[Kind][number]}`;
}[FieldKind];

/** The words of an operator; which ones there are is fixed by `operators`. */
export function useOperatorWords(): (kind: FieldKind, op: string) => string {
  const t = useTranslations("segments");
  return (kind, op) => {
    const known: readonly string[] = operators[kind];
    // The template cannot know that this operator belongs to this kind; the line above does.
    return known.includes(op) ? t(`operators.${kind}.${op}` as OperatorKey) : op;
  };
}
