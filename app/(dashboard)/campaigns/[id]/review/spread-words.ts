import { getLocale, getTranslations } from "next-intl/server";
import { addDays, dayIn } from "@/lib/domain/calendar-day";
import { formatInstant } from "@/lib/domain/date-format";
import type { SendForecast } from "@/lib/domain/send-forecast";

export type SpreadChoice = { title: string; body: string; label: string };

/** The question to a campaign that does not fit into one day; undefined when it does. */
export async function spreadChoice(
  forecast: SendForecast,
  { count, domain, timeZone }: { count: number; domain: string; timeZone: string },
): Promise<SpreadChoice | undefined> {
  const { waitsFor, parts, endsAt } = forecast;
  if (waitsFor === undefined) return undefined;
  const t = await getTranslations("forecast.choice");
  const locale = await getLocale();
  const [first] = parts;
  const today = dayIn(timeZone, new Date());
  const firstDay = first && dayIn(timeZone, first.at);
  const day =
    first === undefined || firstDay === today
      ? t("today")
      : firstDay === addDays(today, 1)
        ? t("tomorrowDay")
        : formatInstant(first.at, { timeZone, locale, style: "date" });
  const end = endsAt ? formatInstant(endsAt, { timeZone, locale }) : t("someday");
  return {
    title: t("title"),
    body: t(waitsFor, { first: first?.count ?? 0, count, day, end, domain }),
    label: endsAt ? t("spread", { days: parts.length }) : t("spreadLong"),
  };
}
