import type { Language } from "./words";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The hour for today, the date for everything else: short, for lists. */
export function shortTime(at: number, language: Language, now = Date.now()): string {
  const isToday = dayOf(at) === dayOf(now);
  return new Intl.DateTimeFormat(
    language,
    isToday
      ? { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }
      : { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  ).format(at);
}

/** With its zone named. */
export function fullTime(at: number, language: Language): string {
  const text = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(at);
  return `${text} (${zone})`;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}
