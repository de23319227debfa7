"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Focusable } from "react-aria-components";
import { cx } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";
import { findPlace, map, type Place } from "./navigation";

type NavListProps = { isCollapsed?: boolean; onNavigate?: () => void };

export function NavList({ isCollapsed = false, onNavigate }: NavListProps) {
  const t = useTranslations("shell");
  const here = findPlace(usePathname());
  return (
    <nav aria-label={t("navigation")} className="flex flex-col gap-4 px-2">
      {map.map((group) => (
        <div key={group.places[0]?.href}>
          {group.label !== undefined && (
            <p
              className={cx(
                "flex h-7 items-center px-2.5 text-xs font-medium text-faint",
                isCollapsed && "justify-center px-0",
              )}
            >
              {isCollapsed ? (
                <>
                  <span aria-hidden className="w-5 border-t border-line" />
                  <span className="sr-only">{t(group.label)}</span>
                </>
              ) : (
                t(group.label)
              )}
            </p>
          )}
          <ul className="flex flex-col gap-px">
            {group.places.map((place) => (
              <li key={place.href}>
                <NavLink
                  place={place}
                  isHere={place === here}
                  isCollapsed={isCollapsed}
                  {...(onNavigate === undefined ? {} : { onNavigate })}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type NavLinkProps = {
  place: Place;
  isHere: boolean;
  isCollapsed: boolean;
  onNavigate?: () => void;
};

function NavLink({ place, isHere, isCollapsed, onNavigate }: NavLinkProps) {
  const t = useTranslations("shell");
  const label = t(`places.${place.label}`);
  const link = (
    <Link
      href={place.href}
      {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
      aria-current={isHere ? "page" : undefined}
      aria-label={isCollapsed ? label : undefined}
      className={cx(
        "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink max-lg:h-10",
        isHere && "bg-surface font-medium text-ink ring-1 ring-line hover:bg-surface",
        isCollapsed && "justify-center px-0",
      )}
    >
      <place.icon
        aria-hidden
        className={cx("size-4 shrink-0", isHere ? "text-accent-ink" : "text-faint")}
      />
      {!isCollapsed && label}
    </Link>
  );
  if (!isCollapsed) return link;
  return (
    <Tooltip text={label} placement="right">
      <Focusable>{link}</Focusable>
    </Tooltip>
  );
}
