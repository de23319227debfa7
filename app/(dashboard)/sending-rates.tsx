import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import { type HealthLevel, healthLimits, type HealthVerdict } from "@/lib/domain/sending-health";

type SendingRatesProps = {
  health: { sent: number; verdicts: HealthVerdict[] };
  quota: { used: number; limit: number } | undefined;
};

const tones = { good: "neutral", warn: "warn", pause: "bad" } as const satisfies Record<
  HealthLevel,
  string
>;

/** Each rate with what it is a part of and where a campaign pauses. */
export function SendingRates({ health, quota }: SendingRatesProps) {
  const t = useTranslations("overview.rates");
  const format = useFormatter();
  return (
    <Section title={t("title")} description={t("description")}>
      <Stats>
        <Stat label={t("sent")} value={format.number(health.sent)} hint={t("sentHint")} />
        {health.verdicts.map((verdict) => (
          <Stat
            key={verdict.measure}
            label={t(verdict.measure)}
            value={verdict.whole === 0 ? "–" : percent(verdict.share)}
            tone={tones[verdict.level]}
            hint={<RateHint verdict={verdict} />}
          />
        ))}
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

  function percent(share: number) {
    return format.number(share, { style: "percent", maximumFractionDigits: 2 });
  }
}

function RateHint({ verdict: { measure, part, whole, level } }: { verdict: HealthVerdict }) {
  const t = useTranslations("overview.rates");
  const format = useFormatter();
  const { warn, pause } = healthLimits[measure];
  const words = (share: number) =>
    format.number(share, { style: "percent", maximumFractionDigits: 2 });
  return (
    <>
      {t(`denominator.${measure}`, { part, whole })}
      <br />
      {level === "good" || measure === "unsubscribes"
        ? t(`limit.${measure}`, { limit: words(measure === "unsubscribes" ? warn : pause) })
        : t(level === "pause" ? "overPause" : "overLimit", {
            warn: words(warn),
            pause: words(pause),
          })}
    </>
  );
}
