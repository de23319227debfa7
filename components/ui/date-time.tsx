"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type DateStyle, distanceBetween, formatInstant, zoneName } from "@/lib/domain/date-format";
import { cx } from "./class-names";

type DateTimeProps = {
  value: Date | string | null | undefined;
  /** IANA name; the organisation's, or the one the campaign was scheduled in. */
  timeZone: string;
  style?: DateStyle;
  /** Leave the zone out only where the table's heading names it. */
  showZone?: boolean;
  className?: string;
};

export function DateTime({
  value,
  timeZone,
  style = "dateTime",
  showZone = style !== "date",
  className,
}: DateTimeProps) {
  const locale = useLocale();
  const date = asDate(value);
  if (date === undefined) return <span className="text-faint">–</span>;
  const zone = zoneName(date, timeZone);
  return (
    <time
      dateTime={date.toISOString()}
      title={`${formatInstant(date, { timeZone, locale, style: "seconds" })} ${zone} (${timeZone})`}
      className={cx("whitespace-nowrap tabular-nums", className)}
    >
      {formatInstant(date, { timeZone, locale, style })}
      {showZone && <span className="text-muted"> {zone}</span>}
    </time>
  );
}

/** "3 minutes ago", kept up to date; the exact time on hover. */
export function Relative({ value, timeZone }: Pick<DateTimeProps, "value" | "timeZone">) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 20_000);
    return () => clearInterval(timer);
  }, []);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    // What has just happened would lie in the future of the last tick.
    setShown(value);
    setNow(() => new Date());
  }
  const date = asDate(value);
  if (date === undefined) return <span className="text-faint">–</span>;
  const { unit, n, isPast } = distanceBetween(date, now);
  const words = {
    now: () => t(isPast ? "justNow" : "inAMoment"),
    minutes: () => t(isPast ? "minutesAgo" : "inMinutes", { n }),
    hours: () => t(isPast ? "hoursAgo" : "inHours", { n }),
    days: () => t(isPast ? "daysAgo" : "inDays", { n }),
  };
  return (
    <time
      dateTime={date.toISOString()}
      title={`${formatInstant(date, { timeZone, locale, style: "seconds" })} ${zoneName(date, timeZone)}`}
      className="whitespace-nowrap"
      suppressHydrationWarning // the minute may turn between server and browser
    >
      {words[unit]()}
    </time>
  );
}

function asDate(value: DateTimeProps["value"]): Date | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === "string" ? new Date(value) : value;
}
