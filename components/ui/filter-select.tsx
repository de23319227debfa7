"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, Label, Select as AriaSelect, SelectValue } from "react-aria-components";
import { cx } from "./class-names";
import { controlStyle } from "./field";
import { type Item, ListPopover } from "./list-box";
import { useUrlState } from "./url-state";

type FilterSelectProps = {
  label: string;
  paramName: string;
  items: Item[];
  /** The words for "no filter". */
  allLabel?: string;
  className?: string;
};

/** Narrows a list by writing the address. */
export function FilterSelect({ label, paramName, items, allLabel, className }: FilterSelectProps) {
  const t = useTranslations("ui");
  const [value, setValue] = useUrlState(paramName);
  const all = { id: "*", label: allLabel ?? t("all") };
  return (
    <AriaSelect
      value={value === "" ? "*" : value}
      onChange={(key) => setValue(key === "*" ? "" : String(key))}
      className={cx("min-w-0", className)}
    >
      <Button
        className={cx(
          controlStyle,
          "flex h-9 w-auto items-center gap-1.5 text-left",
          value !== "" && "border-accent-ink bg-accent-soft",
        )}
      >
        <Label className="text-muted">{label}</Label>
        <SelectValue<Item> className="max-w-48 min-w-0 truncate font-medium">
          {({ selectedText }) => selectedText}
        </SelectValue>
        <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
      </Button>
      <ListPopover items={[all, ...items]} />
    </AriaSelect>
  );
}
