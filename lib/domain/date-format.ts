import type { Locale } from "./locale";

/**
 * Dates and times as words, the same in Node and in every browser: Intl only takes the instant
 * apart (24 h, numbers), because the ICU data of the two disagree on Korean day periods.
 */
type Parts = {
  year: number;
  month: number;
  day: number;
  hour: string;
  minute: string;
  second: string;
  weekday: number;
};

export type DateStyle = "dateTime" | "date" | "time" | "timeSeconds" | "long" | "seconds";

const englishMonths = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const weekdays: Record<Locale, string[]> = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};

type FormatOptions = { timeZone: string; locale: Locale; style?: DateStyle };

export function formatInstant(
  value: Date,
  { timeZone, locale, style = "dateTime" }: FormatOptions,
): string {
  const parts = partsIn(value, timeZone);
  const time = `${parts.hour}:${parts.minute}`;
  switch (style) {
    case "date":
      return dateWords(parts, locale);
    case "time":
      return time;
    case "timeSeconds":
      return `${time}:${parts.second}`;
    case "seconds":
      return `${dateWords(parts, locale)} ${time}:${parts.second}`;
    case "long": {
      const weekday = weekdays[locale][parts.weekday] ?? "";
      return locale === "ko"
        ? `${parts.year}년 ${parts.month}월 ${parts.day}일 (${weekday}) ${time}`
        : `${weekday} ${dateWords(parts, locale)}, ${time}`;
    }
    case "dateTime":
      return locale === "ko"
        ? `${dateWords(parts, locale)} ${time}`
        : `${dateWords(parts, locale)}, ${time}`;
  }
}

function dateWords({ year, month, day }: Parts, locale: Locale): string {
  return locale === "ko"
    ? `${year}. ${month}. ${day}.`
    : `${day} ${englishMonths[month - 1] ?? ""} ${year}`;
}

/** "KST", "UTC", else "GMT+2": short, and never wrong in summer. */
export function zoneName(value: Date, timeZone: string): string {
  if (timeZone === "Asia/Seoul") return "KST";
  if (timeZone === "UTC" || timeZone === "Etc/UTC") return "UTC";
  return (
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "shortOffset" })
      .formatToParts(value)
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone
  );
}

const englishWeekdays = weekdays.en;

function partsIn(value: Date, timeZone: string): Parts {
  const found = Object.fromEntries(
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      weekday: "short",
    })
      .formatToParts(value)
      .map((part) => [part.type, part.value]),
  );
  return {
    year: Number(found["year"]),
    month: Number(found["month"]),
    day: Number(found["day"]),
    hour: found["hour"] ?? "",
    minute: found["minute"] ?? "",
    second: found["second"] ?? "",
    weekday: englishWeekdays.indexOf(found["weekday"] ?? ""),
  };
}

type Distance = { unit: "now" | "minutes" | "hours" | "days"; n: number; isPast: boolean };

/** How far away an instant is, in the largest unit that still says something. */
export function distanceBetween(value: Date, now: Date): Distance {
  const seconds = (now.getTime() - value.getTime()) / 1000;
  const isPast = seconds >= 0;
  const minutes = Math.round(Math.abs(seconds) / 60);
  if (minutes < 1) return { unit: "now", n: 0, isPast };
  if (minutes < 60) return { unit: "minutes", n: minutes, isPast };
  const hours = Math.round(minutes / 60);
  if (hours < 24) return { unit: "hours", n: hours, isPast };
  return { unit: "days", n: Math.round(hours / 24), isPast };
}
