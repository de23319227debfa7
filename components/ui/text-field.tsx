"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Input, TextField as AriaTextField } from "react-aria-components";
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

export type TextFieldProps = FieldProps & {
  type?: "text" | "email" | "password" | "url" | "tel" | "search";
  defaultValue?: string | undefined;
  value?: string;
  onChange?: (value: string) => void;
  placeholder?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  maxLength?: number;
  inputMode?: "text" | "email" | "numeric" | "decimal" | "tel" | "url";
  isReadOnly?: boolean;
  isDisabled?: boolean;
  spellCheck?: "true" | "false";
  /** Beside the input, in the same frame: a unit, a button. */
  suffix?: ReactNode;
};

export function TextField({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  className,
  placeholder,
  suffix,
  type = "text",
  ...rest
}: TextFieldProps) {
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  const [isShown, setShown] = useState(false);
  const isPassword = type === "password";
  return (
    <AriaTextField
      {...rest}
      {...fieldMarks(name, error)}
      {...(name === undefined ? {} : { name })}
      // A password is never sent back, so there is nothing to keep.
      {...(rest.value !== undefined || defaultValue === undefined || isPassword
        ? {}
        : { defaultValue })}
      type={isPassword && isShown ? "text" : type}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <div className="relative flex items-center">
        <Input
          {...(placeholder === undefined ? {} : { placeholder })}
          className={cx(controlStyle, "h-9", (isPassword || suffix) && "pr-10")}
        />
        {isPassword && <PasswordEye isShown={isShown} onToggle={() => setShown(!isShown)} />}
        {suffix !== undefined && (
          <span className="absolute right-1 flex items-center text-sm text-muted">{suffix}</span>
        )}
      </div>
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
    </AriaTextField>
  );
}

function PasswordEye({ isShown, onToggle }: { isShown: boolean; onToggle: () => void }) {
  const t = useTranslations("ui");
  const Icon = isShown ? EyeOff : Eye;
  return (
    <button
      type="button"
      onClick={onToggle}
      aria-label={t(isShown ? "hidePassword" : "showPassword")}
      className="absolute right-1 grid size-7 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}
