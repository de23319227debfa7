"use client";

import { EllipsisVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from "react-aria-components";
import { Button } from "./button";
import { cx } from "./class-names";
import { popoverStyle } from "./list-box";

export type MenuEntry =
  | {
      id: string;
      label: string;
      description?: string;
      icon?: ReactNode;
      href?: string;
      onAction?: () => void;
      tone?: "bad";
      isDisabled?: boolean;
    }
  | { id: string; isSeparator: true };

type MenuProps = {
  /** A Button; by default three dots named `label`. */
  trigger?: ReactElement;
  label?: string;
  items: MenuEntry[];
  /** Left out where only the trigger opens it. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

export function Menu({ trigger, label, items, ...steering }: MenuProps) {
  const t = useTranslations("ui");
  const name = label ?? t("moreActions");
  return (
    <MenuTrigger {...steering}>
      {trigger ?? (
        <Button variant="quiet" aria-label={name} className="w-9 px-0">
          <EllipsisVertical aria-hidden />
        </Button>
      )}
      <Popover offset={4} placement="bottom end" className={cx(popoverStyle, "min-w-48")}>
        <AriaMenu aria-label={name} className="p-1 outline-none">
          {items.map((item) =>
            "isSeparator" in item ? (
              <Separator key={item.id} className="mx-2 my-1 border-t border-line" />
            ) : (
              <MenuItem
                key={item.id}
                id={item.id}
                textValue={item.label}
                {...(item.href === undefined ? {} : { href: item.href })}
                {...(item.onAction === undefined ? {} : { onAction: item.onAction })}
                {...(item.isDisabled ? { isDisabled: true } : {})}
                className={cx(
                  "flex cursor-default items-start gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-disabled:text-faint data-focused:bg-hover [&>svg]:mt-0.75 [&>svg]:size-4 [&>svg]:shrink-0",
                  item.tone === "bad" && "text-bad-ink",
                )}
              >
                {item.icon}
                <span className="flex min-w-0 flex-col">
                  <Text slot="label">{item.label}</Text>
                  {item.description !== undefined && (
                    <Text slot="description" className="text-sm text-muted">
                      {item.description}
                    </Text>
                  )}
                </span>
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
