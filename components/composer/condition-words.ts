"use client";

import { useTranslations } from "next-intl";
import type { BlockCondition } from "@/lib/domain/block-condition";
import { useSurroundings } from "./composer-context";

/** A condition as a sentence: "VIP 등급이 gold인 사람에게만". */
export function useConditionWords(): (when: BlockCondition) => string {
  const t = useTranslations("composer.condition.sentence");
  const { conditionFields } = useSurroundings();
  return ({ field, op, value }) => {
    const found = conditionFields.find(({ key }) => key === field);
    const chosen = found?.options?.find(({ id }) => id === value)?.label ?? value;
    return t(op, { field: found?.label ?? field, value: chosen === "" ? "…" : chosen });
  };
}
