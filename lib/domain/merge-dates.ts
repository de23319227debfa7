const weekdays = {
  ko: ["일요일", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;

const monthsEn = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Date properties are stored as YYYY-MM-DD; a time may follow and is written as it stands. */
const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/;

/**
 * Formats a stored date by a strftime pattern. No time zone is involved: a birthday is the same
 * day everywhere. What is no date gives "", so that a fallback can follow.
 */
export function formatDate(value: unknown, pattern: string, locale: "ko" | "en" = "ko"): string {
  const match = typeof value === "string" ? isoDate.exec(value.trim()) : null;
  if (!match) return "";
  const [, year = "", month = "", day = "", hour = "00", minute = "00"] = match;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1) return ""; // 2026-02-30
  const monthName = monthsEn[Number(month) - 1] ?? "";
  const weekday = weekdays[locale][date.getUTCDay()] ?? "";
  const parts: Record<string, string> = {
    Y: year,
    y: year.slice(2),
    m: month,
    "-m": String(Number(month)),
    d: day,
    "-d": String(Number(day)),
    H: hour,
    "-H": String(Number(hour)),
    M: minute,
    B: locale === "en" ? monthName : `${Number(month)}월`,
    b: locale === "en" ? monthName.slice(0, 3) : `${Number(month)}월`,
    A: weekday,
    a: locale === "en" ? weekday.slice(0, 3) : weekday.slice(0, 1),
    "%": "%",
  };
  return pattern.replace(/%(-?[A-Za-z%])/g, (whole, code: string) => parts[code] ?? whole);
}
