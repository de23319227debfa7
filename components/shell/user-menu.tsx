"use client";

import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection,
  Separator,
} from "react-aria-components";
import { cx } from "@/components/ui/class-names";
import { popoverStyle } from "@/components/ui/list-box";
import { isLocale, locales } from "@/lib/domain/locale";
import { parseTheme, type Theme, themes } from "@/lib/domain/preferences";
import type { userRoles } from "@/lib/domain/user-role";
import { signOutHere } from "./sign-out";
import { usePreferences } from "./use-preferences";

export type ShellUser = { name: string; email: string; role: (typeof userRoles)[number] };

const itemStyle =
  "group flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-focused:bg-hover [&>svg]:size-4 [&>svg]:text-muted";

type UserMenuProps = { user: ShellUser; theme: Theme; isCollapsed?: boolean };

export function UserMenu({ user, theme, isCollapsed = false }: UserMenuProps) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const { setLocale, setTheme } = usePreferences();
  const name = user.name || user.email;
  return (
    <MenuTrigger>
      <Button
        aria-label={t("userMenu", { name })}
        className={cx(
          "flex w-full items-center gap-2.5 rounded-md p-2 text-left hover:bg-hover",
          isCollapsed && "justify-center",
        )}
      >
        <Avatar name={name} />
        {!isCollapsed && (
          <>
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate text-sm font-medium">{name}</span>
              <span className="text-xs text-muted">{t(`roles.${user.role}`)}</span>
            </span>
            <ChevronsUpDown className="size-4 shrink-0 text-faint" aria-hidden />
          </>
        )}
      </Button>
      <Popover placement="top start" offset={4} className={cx(popoverStyle, "min-w-60")}>
        <Menu aria-label={t("userMenu", { name })} className="p-1 outline-none">
          <MenuItem href="/settings/account" textValue={t("account")} className={itemStyle}>
            <UserRound aria-hidden />
            <span className="flex min-w-0 flex-col">
              {t("account")}
              <span className="truncate text-sm text-muted">{user.email}</span>
            </span>
          </MenuItem>
          <Separator className="mx-2 my-1 border-t border-line" />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[locale]}
            onSelectionChange={(keys) => {
              const chosen = firstOf(keys);
              if (isLocale(chosen)) setLocale(chosen);
            }}
          >
            <Header className="px-2.5 pt-1.5 pb-1 text-xs text-muted">{t("language")}</Header>
            {locales.map((item) => (
              <Choice key={item} id={item} label={t(`languages.${item}`)} />
            ))}
          </MenuSection>
          <Separator className="mx-2 my-1 border-t border-line" />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => setTheme(parseTheme(firstOf(keys)))}
          >
            <Header className="px-2.5 pt-1.5 pb-1 text-xs text-muted">{t("theme")}</Header>
            {themes.map((item) => (
              <Choice key={item} id={item} label={t(`themes.${item}`)} />
            ))}
          </MenuSection>
          <Separator className="mx-2 my-1 border-t border-line" />
          <MenuItem className={itemStyle} onAction={() => void signOutHere()}>
            <LogOut aria-hidden />
            {t("signOut")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function firstOf(keys: Selection): string | undefined {
  return keys === "all" ? undefined : keys.values().next().value?.toString();
}

function Choice({ id, label }: { id: string; label: string }) {
  return (
    <MenuItem id={id} textValue={label} className={itemStyle}>
      <span
        aria-hidden
        className="grid size-4 place-items-center rounded-full border border-line-strong group-data-selected:border-[5px] group-data-selected:border-accent"
      />
      {label}
    </MenuItem>
  );
}

function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-ink"
    >
      {Array.from(name)[0]?.toUpperCase()}
    </span>
  );
}
