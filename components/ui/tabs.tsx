"use client";

import Link from "next/link";
import { useFormatter } from "next-intl";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cx } from "./class-names";

type TabsProps = {
  /** Names the navigation for screen readers. */
  label: string;
  items: { href: string; label: string; count?: number; isCurrent?: boolean }[];
};

/** Pages beside each other: links, so that each has its address. */
export function Tabs({ label, items }: TabsProps) {
  const pathname = usePathname();
  const format = useFormatter();
  const current = useRef<HTMLAnchorElement>(null);
  // On phones the row scrolls; the open tab must not be outside of it.
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <nav
      aria-label={label}
      className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-5">
        {items.map((item) => {
          const isCurrent = item.isCurrent ?? pathname === item.href.split("?")[0];
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                aria-current={isCurrent ? "page" : undefined}
                ref={isCurrent ? current : undefined}
                className={cx(
                  "-mb-px flex h-10 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:outline-offset-[-2px]",
                  isCurrent && "border-accent-ink font-medium text-ink",
                )}
              >
                {item.label}
                {item.count !== undefined && (
                  <span className="rounded-sm bg-hover px-1.5 text-xs font-medium text-muted tabular-nums">
                    {format.number(item.count)}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
