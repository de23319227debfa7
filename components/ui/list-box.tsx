"use client";

import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { ListBox, ListBoxItem, Popover, Text } from "react-aria-components";

export type Item = { id: string; label: string; description?: string };

export const popoverStyle =
  "animate-fade-in overflow-auto rounded-lg border border-line bg-raised shadow-float outline-none";

/** The open list of Select and ComboBox. */
export function ListPopover({ items, empty }: { items?: Item[]; empty?: ReactNode }) {
  return (
    <Popover offset={4} className={`${popoverStyle} w-(--trigger-width) min-w-48`}>
      <ListBox<Item>
        {...(items === undefined ? {} : { items })}
        className="max-h-80 overflow-auto p-1 outline-none"
        {...(empty === undefined
          ? {}
          : { renderEmptyState: () => <p className="px-2.5 py-2 text-sm text-muted">{empty}</p> })}
      >
        {(item) => <ListItem item={item} />}
      </ListBox>
    </Popover>
  );
}

function ListItem({ item }: { item: Item }) {
  return (
    <ListBoxItem
      id={item.id}
      textValue={item.label}
      className="group flex cursor-default items-start gap-2 rounded-md px-2.5 py-1.5 outline-none data-disabled:text-faint data-focused:bg-hover"
    >
      <span className="flex min-w-0 grow flex-col">
        <Text slot="label" className="truncate">
          {item.label}
        </Text>
        {item.description !== undefined && (
          <Text slot="description" className="text-sm text-muted">
            {item.description}
          </Text>
        )}
      </span>
      <Check
        className="mt-0.75 size-4 shrink-0 text-accent-ink opacity-0 group-data-selected:opacity-100"
        aria-hidden
      />
    </ListBoxItem>
  );
}
