"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FieldError as AriaFieldError, Label as AriaLabel, Text } from "react-aria-components";
import { CircleAlert } from "lucide-react";
import { cx } from "./class-names";

/** Props that every labelled field shares. */
export type FieldProps = {
  label: string;
  name?: string;
  description?: ReactNode;
  error?: string | undefined;
  isRequired?: boolean;
  className?: string;
};

export const controlStyle =
  "w-full rounded-md border border-line-strong/70 bg-surface px-3 text-base text-ink transition-colors hover:border-line-strong data-disabled:bg-sunken data-disabled:text-faint data-invalid:border-bad";

export const fieldStyle = "group/field flex min-w-0 flex-col gap-1.5";

/** Form moves focus to the first element with `data-error`. */
export function fieldMarks(name: string | undefined, error: string | undefined) {
  return {
    ...(name === undefined ? {} : { "data-field": name }),
    ...(error === undefined ? {} : { "data-error": "" }),
  };
}

export function FieldLabel({
  children,
  isRequired,
}: {
  children: ReactNode;
  isRequired?: boolean;
}) {
  const t = useTranslations("ui");
  return (
    <AriaLabel className="text-sm font-medium text-ink">
      {children}
      {isRequired && (
        <span aria-hidden title={t("required")} className="ml-0.5 text-muted">
          *
        </span>
      )}
    </AriaLabel>
  );
}

export function FieldDescription({ children }: { children: ReactNode }) {
  if (children === undefined || children === null || children === "") return null;
  return (
    <Text slot="description" className="text-sm text-muted">
      {children}
    </Text>
  );
}

const errorStyle = "flex items-start gap-1.5 text-sm text-bad-ink";

function ErrorWords({ children }: { children: ReactNode }) {
  return (
    <>
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{children}</span>
    </>
  );
}

/** Inside a react-aria field, which ties it to the input by itself. */
export function FieldError({ children }: { children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <AriaFieldError className={errorStyle}>
      <ErrorWords>{children}</ErrorWords>
    </AriaFieldError>
  );
}

/** Outside one: give it the id that the control's aria-describedby names. */
export function PlainError({ id, children }: { id?: string; children: string | undefined }) {
  if (children === undefined) return null;
  return (
    <p {...(id === undefined ? {} : { id })} className={cx(errorStyle)}>
      <ErrorWords>{children}</ErrorWords>
    </p>
  );
}
