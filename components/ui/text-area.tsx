"use client";

import { TextArea as AriaTextArea, TextField as AriaTextField } from "react-aria-components";
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

type TextAreaProps = FieldProps & {
  defaultValue?: string | undefined;
  value?: string;
  onChange?: (value: string) => void;
  placeholder?: string;
  rows?: number;
  maxLength?: number;
  isReadOnly?: boolean;
  isDisabled?: boolean;
  spellCheck?: "true" | "false";
};

/** Grows with what is typed where the browser can (field-sizing), else scrolls. */
export function TextArea({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  className,
  placeholder,
  rows = 4,
  ...rest
}: TextAreaProps) {
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  return (
    <AriaTextField
      {...rest}
      {...fieldMarks(name, error)}
      {...(name === undefined ? {} : { name })}
      {...(rest.value !== undefined || defaultValue === undefined ? {} : { defaultValue })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <AriaTextArea
        rows={rows}
        {...(placeholder === undefined ? {} : { placeholder })}
        className={cx(controlStyle, "field-sizing-content max-h-96 min-h-20 resize-y py-2")}
      />
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
    </AriaTextField>
  );
}
