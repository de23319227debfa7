import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import { bounceLimit, complaintLimit, type Health, healthOf } from "@/lib/domain/sending-health";
import type { SendingRates as Rates } from "@/lib/overview";

type SendingRatesProps = { rates: Rates; quota: { used: number; limit: number } | undefined };

/** Each rate with what it is a part of and where SES steps in. */
export function SendingRates({ rates, quota }: SendingRatesProps) {
  const t = useTranslations("overview.rates");
  const format = useFormatter();
  const share = (part: number) =>
    rates.sent === 0
      ? "–"
      : format.number(part / rates.sent, { style: "percent", maximumFractionDigits: 2 });
  const limitWords = (value: number) =>
    format.number(value, { style: "percent", maximumFractionDigits: 1 });
  const bounces = healthOf({ part: rates.bounced, whole: rates.sent }, bounceLimit);
  const complaints = healthOf({ part: rates.complained, whole: rates.sent }, complaintLimit);
  return (
    <Section title={t("title")} description={t("description")}>
      <Stats>
        <Stat label={t("sent")} value={format.number(rates.sent)} hint={t("sentHint")} />
        <Stat
          label={t("bounced")}
          value={share(rates.bounced)}
          tone={toneOf(bounces)}
          hint={
            <RateHint
              part={rates.bounced}
              whole={rates.sent}
              health={bounces}
              limit={limitWords(bounceLimit.review)}
            />
          }
        />
        <Stat
          label={t("complained")}
          value={share(rates.complained)}
          tone={toneOf(complaints)}
          hint={
            <RateHint
              part={rates.complained}
              whole={rates.sent}
              health={complaints}
              limit={limitWords(complaintLimit.review)}
            />
          }
        />
        {quota !== undefined && (
          <Stat
            label={t("quota")}
            value={format.number(quota.used)}
            hint={t("quotaHint", { limit: quota.limit })}
            tone={quota.used >= quota.limit * 0.9 ? "warn" : "neutral"}
          />
        )}
      </Stats>
    </Section>
  );
}

const toneOf = (health: Health) =>
  health === "warn" || health === "bad" ? health : ("neutral" as const);

type RateHintProps = { part: number; whole: number; health: Health; limit: string };

function RateHint({ part, whole, health, limit }: RateHintProps) {
  const t = useTranslations("overview.rates");
  return (
    <>
      {t("denominator", { part, whole })}
      <br />
      {t(health === "warn" || health === "bad" ? "overLimit" : "limit", { limit })}
    </>
  );
}
