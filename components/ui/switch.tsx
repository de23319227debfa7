"use client";

import type { ReactNode } from "react";
import { Switch as AriaSwitch } from "react-aria-components";
import { cx } from "./class-names";
import { useListField } from "./form-context";

type SwitchProps = {
  children?: ReactNode;
  name?: string;
  value?: string;
  defaultSelected?: boolean;
  isSelected?: boolean;
  isDisabled?: boolean;
  onChange?: (isSelected: boolean) => void;
  description?: ReactNode;
  "aria-label"?: string;
  className?: string;
};

/** On or off, meant to act at once; inside a form it posts like a checkbox. */
export function Switch({
  children,
  name,
  value = "on",
  defaultSelected,
  description,
  className,
  ...rest
}: SwitchProps) {
  const { defaultValue: kept } = useListField(name, {});
  const initially = kept === undefined ? defaultSelected : kept.includes(value);
  return (
    <AriaSwitch
      {...rest}
      {...(name === undefined ? {} : { name })}
      {...(rest.isSelected !== undefined || initially === undefined
        ? {}
        : { defaultSelected: initially })}
      value={value}
      className={cx("group flex min-h-6 items-start gap-2.5 text-base", className)}
    >
      <span
        aria-hidden
        className="mt-0.5 flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-hover p-0.5 transition-colors group-data-disabled:opacity-50 group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent-ink group-data-selected:border-accent group-data-selected:bg-accent"
      >
        <span className="size-3.5 rounded-full bg-line-strong transition-transform group-data-selected:translate-x-4 group-data-selected:bg-on-accent" />
      </span>
      {(children !== undefined || description !== undefined) && (
        <span className="flex min-w-0 flex-col">
          <span>{children}</span>
          {description !== undefined && <span className="text-sm text-muted">{description}</span>}
        </span>
      )}
    </AriaSwitch>
  );
}
