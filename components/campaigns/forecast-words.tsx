import { useLocale, useNow, useTranslations } from "next-intl";
import { addDays, dayIn } from "@/lib/domain/calendar-day";
import { formatInstant } from "@/lib/domain/date-format";
import { nextPartOf, type SendForecast } from "@/lib/domain/send-forecast";

/** When a campaign will be over, and what makes it take longer than the rate alone. */
export function ForecastWords({
  forecast,
  timeZone,
}: {
  forecast: SendForecast;
  timeZone: string;
}) {
  const t = useTranslations("forecast");
  const locale = useLocale();
  const now = useNow();
  const { waitsFor, parts, endsAt } = forecast;
  const end = endsAt && instantWords(endsAt);
  const ends = end === undefined ? t("never") : t("ends", { time: end });
  if (waitsFor === undefined) return ends;
  const next = nextPartOf(forecast, now);
  const days = Math.max(1, parts.length);
  const isHeld = next !== undefined && next === parts[0];
  const why =
    next === undefined
      ? t(`slowed.${waitsFor}`)
      : t(`${isHeld ? "held" : "spread"}.${waitsFor}`, { days, next: instantWords(next.at) });
  return `${why} · ${ends}`;

  /** Today only the time, tomorrow in a word, else the day too. */
  function instantWords(at: Date): string {
    const day = dayIn(timeZone, at);
    const time = formatInstant(at, { timeZone, locale, style: "time" });
    if (day === dayIn(timeZone, now)) return time;
    if (day === addDays(dayIn(timeZone, now), 1)) return t("tomorrow", { time });
    return formatInstant(at, { timeZone, locale, style: "dateTime" });
  }
}
