import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import type { findSesAccount } from "@/lib/ses-account";

type SesStatsProps = { ses: Awaited<ReturnType<typeof findSesAccount>>; timeZone: string };

/** The limits and the standing of the account, as SES says. */
export function SesStats({ ses, timeZone }: SesStatsProps) {
  const t = useTranslations("settings.system");
  const format = useFormatter();
  if (!ses) {
    return (
      <Section title={t("ses")}>
        <p className="text-muted">{t("sesUnknown")}</p>
      </Section>
    );
  }
  const { account, fetchedAt } = ses;
  // SES says -1 where there is no limit.
  const hasLimit = account.max24HourSend > 0;
  const share = format.number(account.sentLast24Hours / account.max24HourSend, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  const problem = problemOf(account);
  return (
    <Section
      title={t("ses")}
      description={
        <>
          {t.rich("sesAsked", { time: () => <DateTime value={fetchedAt} timeZone={timeZone} /> })}
        </>
      }
    >
      {problem && <Notice tone="bad">{t(problem)}</Notice>}
      <Stats>
        <Stat
          label={t("state")}
          value={t(account.productionAccess ? "production" : "sandbox")}
          tone={account.productionAccess ? "neutral" : "warn"}
          {...(problem ? {} : { hint: t("healthy") })}
        />
        <Stat label={t("perSecond")} value={format.number(account.maxSendRate)} />
        <Stat
          label={t("perDay")}
          value={hasLimit ? format.number(account.max24HourSend) : t("unlimited")}
        />
        <Stat
          label={t("sent")}
          value={format.number(account.sentLast24Hours)}
          {...(hasLimit ? { hint: t("sentOf", { share }) } : {})}
        />
      </Stats>
    </Section>
  );
}

function problemOf(account: { enforcementStatus: string; sendingEnabled: boolean }) {
  if (account.enforcementStatus === "SHUTDOWN") return "shutdown" as const;
  if (!account.sendingEnabled) return "paused" as const;
  return account.enforcementStatus === "PROBATION" ? ("probation" as const) : undefined;
}
