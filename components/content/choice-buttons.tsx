"use client";

import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";

type ChoiceButtonsProps<Id extends string> = {
  label: string;
  value: Id;
  onChange: (value: Id) => void;
  items: readonly { id: Id; label: string; icon: ReactNode }[];
};

/** A few ways of seeing the same thing, exactly one at a time. */
export function ChoiceButtons<Id extends string>({
  label,
  value,
  onChange,
  items,
}: ChoiceButtonsProps<Id>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = items.find((item) => keys.has(item.id));
        if (chosen) onChange(chosen.id);
      }}
      className="inline-flex rounded-md border border-line-strong/45 bg-surface p-0.5"
    >
      {items.map((item) => (
        <ToggleButton
          key={item.id}
          id={item.id}
          className="inline-flex h-8 items-center gap-1.5 rounded-sm px-2.5 text-sm text-muted transition-colors hover:text-ink data-selected:bg-accent-soft data-selected:font-medium data-selected:text-accent-ink [&>svg]:size-4"
        >
          {item.icon}
          {item.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
