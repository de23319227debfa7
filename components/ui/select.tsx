"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, Select as AriaSelect, SelectValue } from "react-aria-components";
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
import { type Item, ListPopover } from "./list-box";

type SelectProps = FieldProps & {
  items: Item[];
  defaultValue?: string | undefined;
  value?: string | null;
  onChange?: (value: string) => void;
  placeholder?: string;
  isDisabled?: boolean;
};

/** One of a few; posts the item's id under `name`. */
export function Select({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  items,
  value,
  onChange,
  className,
  placeholder,
  ...rest
}: SelectProps) {
  const t = useTranslations("ui");
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  return (
    <AriaSelect
      {...rest}
      {...fieldMarks(name, error)}
      {...(name === undefined ? {} : { name })}
      {...(value === undefined ? { defaultValue: defaultValue ?? null } : { value })}
      onChange={(key) => key !== null && onChange?.(String(key))}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      placeholder={placeholder ?? t("choose")}
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <Button
        className={cx(
          controlStyle,
          "flex h-9 items-center gap-2 text-left group-data-invalid/field:border-bad",
        )}
      >
        <SelectValue<Item> className="min-w-0 grow truncate data-placeholder:text-faint">
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
      </Button>
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
      <ListPopover items={items} />
    </AriaSelect>
  );
}
