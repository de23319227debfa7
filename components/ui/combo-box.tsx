"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, ComboBox as AriaComboBox, Input } from "react-aria-components";
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

type ComboBoxProps = FieldProps & {
  items: Item[];
  defaultValue?: string | undefined;
  value?: string | null;
  onChange?: (value: string) => void;
  placeholder?: string;
  isDisabled?: boolean;
};

/** One of many, found by typing; posts the item's id under `name`. */
export function ComboBox({
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
}: ComboBoxProps) {
  const t = useTranslations("ui");
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  return (
    <AriaComboBox<Item>
      {...rest}
      {...fieldMarks(name, error)}
      {...(name === undefined ? {} : { name })}
      {...(value === undefined ? { defaultValue: defaultValue ?? null } : { value })}
      onChange={(key) => key !== null && onChange?.(String(key))}
      defaultItems={items}
      formValue="key"
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <div className="relative">
        <Input
          {...(placeholder === undefined ? {} : { placeholder })}
          className={cx(controlStyle, "h-9 pr-9")}
        />
        <Button className="absolute inset-y-1 right-1 grid w-7 place-items-center rounded-sm text-muted hover:bg-hover">
          <ChevronDown className="size-4" aria-hidden />
        </Button>
      </div>
      <FieldDescription>{description}</FieldDescription>
      <FieldError>{error}</FieldError>
      <ListPopover empty={t("noMatches")} />
    </AriaComboBox>
  );
}
