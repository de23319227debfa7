"use client";

import { Input, NumberField as AriaNumberField } from "react-aria-components";
import { cx } from "./class-names";
import {
  controlStyle,
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  type FieldProps,
  fieldStyle,
} from "./field";
import { useField } from "./form-context";

type NumberFieldProps = FieldProps & {
  defaultValue?: number | undefined;
  value?: number;
  onChange?: (value: number) => void;
  minValue?: number;
  maxValue?: number;
  step?: number;
  isDisabled?: boolean;
  formatOptions?: Intl.NumberFormatOptions;
};

/** Accepts "1,234" and "１２３４"; posts a plain number. */
export function NumberField({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  className,
  ...rest
}: NumberFieldProps) {
  const { error, defaultValue } = useField(name, {
    error: givenError,
    defaultValue: givenDefault?.toString(),
  });
  return (
    <AriaNumberField
      {...rest}
      {...fieldMarks(name, error)}
      {...(name === undefined ? {} : { name })}
      {...(rest.value !== undefined || !defaultValue || Number.isNaN(Number(defaultValue))
        ? {}
        : { defaultValue: Number(defaultValue) })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <Input className={cx(controlStyle, "h-9 tabular-nums")} />
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
    </AriaNumberField>
  );
}
