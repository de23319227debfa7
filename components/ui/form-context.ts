"use client";

import { createContext, use } from "react";
import type { ActionState } from "@/lib/domain/action-state";

type FormContextValue = { state: ActionState; isPending: boolean };

/** What the last submit answered; fields find their error and their typed value in it. */
export const FormContext = createContext<FormContextValue>({ state: undefined, isPending: false });

/** The error and the kept value of one field: the props win, then the form's last answer. */
export function useField(
  name: string | undefined,
  given: { error?: string | undefined; defaultValue?: string | undefined },
): { error: string | undefined; defaultValue: string | undefined } {
  const { state } = use(FormContext);
  const kept = name === undefined ? undefined : state?.values?.[name];
  return {
    error: given.error ?? (name === undefined ? undefined : state?.fields?.[name]),
    defaultValue: (Array.isArray(kept) ? kept[0] : kept) ?? given.defaultValue,
  };
}

/** The same for a field with several values. */
export function useListField(
  name: string | undefined,
  given: { error?: string | undefined; defaultValue?: string[] | undefined },
): { error: string | undefined; defaultValue: string[] | undefined } {
  const { state } = use(FormContext);
  const kept = name === undefined ? undefined : state?.values?.[name];
  return {
    error: given.error ?? (name === undefined ? undefined : state?.fields?.[name]),
    defaultValue: kept === undefined ? given.defaultValue : [kept].flat(),
  };
}
