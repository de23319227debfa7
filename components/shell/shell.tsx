"use client";

import { Menu as MenuIcon, PanelLeftClose, PanelLeftOpen, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Drawer } from "@/components/ui/drawer";
import { Kbd } from "@/components/ui/kbd";
import { sidebarCookie, type Theme } from "@/lib/domain/preferences";
import type { Shortcut } from "@/lib/domain/shortcut";
import { CommandPalette } from "./command-palette";
import { type Delivery, DeliveryBadge, DeliveryLine } from "./delivery-line";
import { Mark } from "./mark";
import { NavList } from "./nav-list";
import { places } from "./navigation";
import { writePreference } from "./preference-cookie";
import { ShortcutHelp } from "./shortcut-help";
import { useShortcuts } from "./use-shortcuts";
import { type ShellUser, UserMenu } from "./user-menu";

type ShellProps = {
  user: ShellUser;
  theme: Theme;
  delivery: Delivery;
  isSidebarCollapsed: boolean;
  children: ReactNode;
};

/** The frame of every signed-in page: map, search, keyboard, and what kind of delivery this is. */
export function Shell({ user, theme, delivery, isSidebarCollapsed, children }: ShellProps) {
  const t = useTranslations("shell");
  const [isCollapsed, setCollapsed] = useState(isSidebarCollapsed);
  const [open, setOpen] = useState<"palette" | "help" | "drawer">();
  const runShortcut = useRunShortcut(setOpen);
  useShortcuts(runShortcut);

  function toggleSidebar() {
    writePreference(sidebarCookie, isCollapsed ? "open" : "collapsed");
    setCollapsed(!isCollapsed);
  }

  const onOpenChange = (name: typeof open) => (isOpen: boolean) =>
    setOpen(isOpen ? name : undefined);

  return (
    <div className="flex min-h-dvh max-lg:flex-col">
      <a
        href="#content"
        className="sr-only z-60 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skipToContent")}
      </a>
      <aside
        aria-label={t("sidebar")}
        className={cx(
          "sticky top-0 flex h-dvh shrink-0 flex-col gap-3 border-r border-line bg-sunken py-3 max-lg:hidden",
          isCollapsed ? "w-14" : "w-58",
        )}
      >
        <div className={cx("flex items-center gap-2 px-3", isCollapsed && "flex-col px-2")}>
          <HomeLink isCollapsed={isCollapsed} />
          <Button
            variant="quiet"
            size="small"
            className="w-7 px-0 text-muted"
            aria-label={t(isCollapsed ? "expandSidebar" : "collapseSidebar")}
            aria-expanded={!isCollapsed}
            onPress={toggleSidebar}
          >
            {isCollapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </Button>
        </div>
        <PaletteButton isCollapsed={isCollapsed} onPress={() => setOpen("palette")} />
        <div className="min-h-0 grow overflow-y-auto">
          <NavList isCollapsed={isCollapsed} />
        </div>
        <div className="flex flex-col gap-2 px-2">
          <DeliveryLine delivery={delivery} isCollapsed={isCollapsed} />
          <UserMenu user={user} theme={theme} isCollapsed={isCollapsed} />
        </div>
      </aside>
      <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b border-line bg-sunken px-2 lg:hidden">
        <Drawer
          title={t("navigation")}
          hidesTitle
          side="left"
          isOpen={open === "drawer"}
          onOpenChange={onOpenChange("drawer")}
          trigger={
            <Button variant="quiet" className="w-9 px-0" aria-label={t("openNavigation")}>
              <MenuIcon aria-hidden />
            </Button>
          }
        >
          {(close) => (
            <div className="flex min-h-full flex-col justify-between gap-4 pb-3">
              <NavList onNavigate={close} />
              <div className="flex flex-col gap-2 px-2">
                <DeliveryLine delivery={delivery} />
                <UserMenu user={user} theme={theme} />
              </div>
            </div>
          )}
        </Drawer>
        <HomeLink />
        <DeliveryBadge delivery={delivery} />
        <Button
          variant="quiet"
          className="w-9 px-0"
          aria-label={t("palette.open")}
          onPress={() => setOpen("palette")}
        >
          <Search aria-hidden />
        </Button>
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 grow px-4 py-6 sm:px-6 lg:px-8 lg:py-7">
        {children}
      </main>
      <CommandPalette isOpen={open === "palette"} onOpenChange={onOpenChange("palette")} />
      <ShortcutHelp isOpen={open === "help"} onOpenChange={onOpenChange("help")} />
    </div>
  );
}

function useRunShortcut(setOpen: (name: "palette" | "help" | undefined) => void) {
  const router = useRouter();
  return function run(shortcut: Shortcut): boolean {
    switch (shortcut.kind) {
      case "palette":
        setOpen("palette");
        return true;
      case "help":
        setOpen("help");
        return true;
      case "search": {
        // The list's own search, where the page has one.
        const field = document.querySelector<HTMLInputElement>("input[data-search]");
        if (field) field.focus();
        else setOpen("palette");
        return true;
      }
      case "create": {
        // What a page creates is its own business: a marked button, or the link to its "new" page.
        const create = document.querySelector<HTMLElement>(
          '#content :is([data-create], a[href$="/new"])',
        );
        create?.click();
        return create !== null;
      }
      case "go": {
        const place = places.find(({ letter }) => letter === shortcut.letter);
        if (place) router.push(place.href);
        return place !== undefined;
      }
    }
  };
}

function HomeLink({ isCollapsed = false }: { isCollapsed?: boolean }) {
  const t = useTranslations("shell");
  return (
    <Link
      href="/"
      aria-label={isCollapsed ? t("product") : undefined}
      className="flex h-8 grow items-center gap-2 rounded-md text-lg font-semibold tracking-tight"
    >
      <Mark className="size-6 shrink-0" />
      {!isCollapsed && t("product")}
    </Link>
  );
}

function PaletteButton({ isCollapsed, onPress }: { isCollapsed: boolean; onPress: () => void }) {
  const t = useTranslations("shell");
  return (
    <div className="px-2">
      <Button
        onPress={onPress}
        aria-label={t("palette.open")}
        className={cx(
          "w-full justify-start px-2.5 font-normal text-muted [&>span]:w-full",
          isCollapsed && "justify-center px-0 [&>span]:w-auto",
        )}
      >
        <Search aria-hidden />
        {!isCollapsed && (
          <>
            <span className="grow text-left">{t("palette.hint")}</span>
            <Kbd>{t("shortcuts.commandKey")} K</Kbd>
          </>
        )}
      </Button>
    </div>
  );
}
