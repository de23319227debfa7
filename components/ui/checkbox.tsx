"use client";

import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import { cx } from "./class-names";
import { useListField } from "./form-context";

type CheckboxProps = {
  children?: ReactNode;
  name?: string;
  value?: string;
  defaultSelected?: boolean;
  isSelected?: boolean;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  onChange?: (isSelected: boolean) => void;
  description?: ReactNode;
  "aria-label"?: string;
  className?: string;
};

/** Posts `value` (default "on") under `name` when ticked, nothing otherwise. */
export function Checkbox({
  children,
  name,
  value = "on",
  defaultSelected,
  description,
  className,
  ...rest
}: CheckboxProps) {
  const { defaultValue: kept } = useListField(name, {});
  const initially = kept === undefined ? defaultSelected : kept.includes(value);
  return (
    <AriaCheckbox
      {...rest}
      {...(name === undefined ? {} : { name })}
      {...(rest.isSelected !== undefined || initially === undefined
        ? {}
        : { defaultSelected: initially })}
      value={value}
      className={cx("group flex min-h-6 items-start gap-2.5 text-base", className)}
    >
      {({ isIndeterminate }) => (
        <>
          <CheckMark isIndeterminate={isIndeterminate} />
          {(children !== undefined || description !== undefined) && (
            <span className="flex min-w-0 flex-col">
              <span>{children}</span>
              {description !== undefined && (
                <span className="text-sm text-muted">{description}</span>
              )}
            </span>
          )}
        </>
      )}
    </AriaCheckbox>
  );
}

function CheckMark({ isIndeterminate }: { isIndeterminate: boolean }) {
  const Mark = isIndeterminate ? Minus : Check;
  return (
    <span
      aria-hidden
      className="mt-0.75 grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface text-on-accent transition-colors group-data-disabled:opacity-50 group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent-ink group-data-indeterminate:border-accent group-data-indeterminate:bg-accent group-data-selected:border-accent group-data-selected:bg-accent"
    >
      <Mark
        strokeWidth={3}
        className="size-3 opacity-0 group-data-indeterminate:opacity-100 group-data-selected:opacity-100"
      />
    </span>
  );
}
