"use client";

import { CheckboxGroup as AriaCheckboxGroup } from "react-aria-components";
import { Checkbox } from "./checkbox";
import { cx } from "./class-names";
import {
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  type FieldProps,
  fieldStyle,
} from "./field";
import { useListField } from "./form-context";
import type { Item } from "./list-box";

type CheckboxGroupProps = FieldProps & {
  items: Item[];
  defaultValue?: string[] | undefined;
  value?: string[];
  onChange?: (value: string[]) => void;
  isDisabled?: boolean;
};

/** Several of a few; posts `name` once for each ticked item. */
export function CheckboxGroup({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  items,
  className,
  ...rest
}: CheckboxGroupProps) {
  const { error, defaultValue } = useListField(name, {
    error: givenError,
    defaultValue: givenDefault,
  });
  return (
    <AriaCheckboxGroup
      {...rest}
      {...fieldMarks(name, error)}
      {...(name === undefined ? {} : { name })}
      {...(rest.value !== undefined || defaultValue === undefined ? {} : { defaultValue })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={cx(fieldStyle, className)}
    >
      <FieldLabel {...(rest.isRequired ? { isRequired: true } : {})}>{label}</FieldLabel>
      <FieldDescription>{description}</FieldDescription>
      <div className="flex flex-col gap-2 py-1">
        {items.map((item) => (
          <Checkbox
            key={item.id}
            value={item.id}
            {...(item.description === undefined ? {} : { description: item.description })}
          >
            {item.label}
          </Checkbox>
        ))}
      </div>
      <FieldError>{error}</FieldError>
    </AriaCheckboxGroup>
  );
}
