"use client";

import { Radio, RadioGroup as AriaRadioGroup } from "react-aria-components";
import { cx } from "./class-names";
import {
  FieldDescription,
  FieldError,
  FieldLabel,
  fieldMarks,
  type FieldProps,
  fieldStyle,
} from "./field";
import { useField } from "./form-context";
import type { Item } from "./list-box";

type RadioGroupProps = FieldProps & {
  items: Item[];
  defaultValue?: string | undefined;
  value?: string;
  onChange?: (value: string) => void;
  isDisabled?: boolean;
  /** Cards for choices that need a sentence each, in a row where there is room. */
  look?: "list" | "cards";
};

const looks = {
  list: { group: "flex flex-col gap-2 py-1", item: "" },
  cards: {
    group: "grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))]",
    item: "rounded-lg border border-line bg-surface p-3 hover:border-line-strong data-selected:border-accent-ink data-selected:bg-accent-soft",
  },
};

export function RadioGroup({
  label,
  name,
  description,
  error: givenError,
  defaultValue: givenDefault,
  items,
  className,
  look = "list",
  ...rest
}: RadioGroupProps) {
  const { error, defaultValue } = useField(name, { error: givenError, defaultValue: givenDefault });
  return (
    <AriaRadioGroup
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
      <div className={looks[look].group}>
        {items.map((item) => (
          <Radio
            key={item.id}
            value={item.id}
            className={cx("group flex min-h-6 items-start gap-2.5 text-base", looks[look].item)}
          >
            <span
              aria-hidden
              className="mt-0.75 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface transition-colors group-data-disabled:opacity-50 group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent-ink group-data-selected:border-[5px] group-data-selected:border-accent"
            />
            <span className="flex min-w-0 flex-col">
              <span className={look === "cards" ? "font-medium" : undefined}>{item.label}</span>
              {item.description !== undefined && (
                <span className="text-sm text-muted">{item.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError>{error}</FieldError>
    </AriaRadioGroup>
  );
}
