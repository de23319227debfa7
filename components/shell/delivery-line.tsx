"use client";

import { Inbox, Radio, Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { Focusable } from "react-aria-components";
import { cx } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

export type Delivery = { mode: "local" | "real"; inboxUrl?: string | undefined };

/** Quiet, but on every page: does anything leave this machine? */
export function DeliveryLine({
  delivery,
  isCollapsed,
}: {
  delivery: Delivery;
  isCollapsed?: boolean;
}) {
  const t = useTranslations("shell");
  const isLocal = delivery.mode === "local";
  const words = t(isLocal ? "delivery.local" : "delivery.real");
  const Icon = isLocal ? Unplug : Radio;
  if (isCollapsed) {
    return (
      <Tooltip text={words} placement="right">
        <Focusable>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- carries a tooltip */}
          <span
            role="img"
            aria-label={words}
            tabIndex={0}
            className="grid h-8 place-items-center rounded-md"
          >
            <Icon className={cx("size-4", isLocal ? "text-faint" : "text-good")} aria-hidden />
          </span>
        </Focusable>
      </Tooltip>
    );
  }
  return (
    <div className="flex flex-col gap-1 px-2.5 text-xs text-muted">
      <p className="flex items-start gap-2">
        <Icon
          className={cx("mt-px size-3.5 shrink-0", isLocal ? "text-faint" : "text-good")}
          aria-hidden
        />
        {words}
      </p>
      {isLocal && delivery.inboxUrl !== undefined && (
        <a
          href={delivery.inboxUrl}
          target="_blank"
          rel="noreferrer"
          className="flex min-h-6 items-center gap-2 rounded-sm text-accent-ink hover:underline"
        >
          <Inbox className="size-3.5 shrink-0" aria-hidden />
          {t("delivery.inbox")}
        </a>
      )}
    </div>
  );
}
