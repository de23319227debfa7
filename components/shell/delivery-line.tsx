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
          <button
            type="button"
            aria-label={words}
            className="grid h-8 place-items-center rounded-md"
          >
            <Icon className={cx("size-4", isLocal ? "text-faint" : "text-good")} aria-hidden />
          </button>
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

/** The same on phones, where only a word has room; it leads to the inbox. */
export function DeliveryBadge({ delivery }: { delivery: Delivery }) {
  const t = useTranslations("shell");
  const isLocal = delivery.mode === "local";
  const Icon = isLocal ? Unplug : Radio;
  const words = (
    <>
      <Icon className={cx("size-3.5", isLocal ? "text-faint" : "text-good")} aria-hidden />
      <span aria-hidden>{t(isLocal ? "delivery.localShort" : "delivery.realShort")}</span>
      <span className="sr-only">{t(isLocal ? "delivery.local" : "delivery.real")}</span>
    </>
  );
  const style = "flex h-9 items-center gap-1.5 rounded-md px-2 text-xs text-muted";
  if (!isLocal || delivery.inboxUrl === undefined) return <p className={style}>{words}</p>;
  return (
    <a href={delivery.inboxUrl} target="_blank" rel="noreferrer" className={style}>
      {words}
      <span className="sr-only">. {t("delivery.inbox")}</span>
    </a>
  );
}
