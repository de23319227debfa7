import { getFormatter, getTranslations } from "next-intl/server";
import { DateTime } from "@/components/ui/date-time";
import { Live } from "@/components/ui/live";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import { AccountStops } from "@/app/(dashboard)/account-stops";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { readSendingState } from "@/lib/reports/sending-state";
import { findSesAccount } from "@/lib/ses-account";
import { requireUser } from "@/lib/session";
import { DeliveryTabs } from "./delivery-tabs";
import { DomainHealth } from "./domain-health";
import { LanesTable } from "./lanes-table";
import { Slowdowns } from "./slowdowns";

export async function generateMetadata() {
  const t = await getTranslations("delivery");
  return { title: t("title") };
}

export default async function DeliveryPage() {
  const user = await requireUser("viewer");
  const [t, format, ses, sending, { timeZone }] = await Promise.all([
    getTranslations("delivery"),
    getFormatter(),
    findSesAccount(),
    readSendingState(),
    getOrganization(),
  ]);
  const account = ses?.account;
  const rateOf = (rate: number) => format.number(rate, { maximumFractionDigits: 1 });
  const quotaLeft = Math.max(0, (account?.max24HourSend ?? 0) - (account?.sentLast24Hours ?? 0));
  const isUnlimited = account?.max24HourSend === -1;
  return (
    <Page>
      <PageHeader title={t("title")} description={t("description")} />
      <Live isRunning seconds={5} />
      <DeliveryTabs current="now" />
      <AccountStops canResume={hasRole(user.role, "marketer")} />
      {account?.sendingEnabled === false && (
        <Notice tone="bad" title={t("stoppedTitle")}>
          {t("stoppedBody", { status: account.enforcementStatus })}
        </Notice>
      )}
      {account?.productionAccess === false && (
        <Notice tone="warn" title={t("sandboxTitle")}>
          {t("sandboxBody")}
        </Notice>
      )}
      <Section
        title={t("quota.title")}
        description={
          ses ? (
            <>
              {t("quota.asked")} <DateTime value={ses.fetchedAt} timeZone={timeZone} />
            </>
          ) : (
            t("quota.unknown")
          )
        }
      >
        {account && (
          <Stats>
            <Stat label={t("quota.sent")} value={format.number(account.sentLast24Hours)} />
            <Stat
              label={t("quota.max")}
              value={isUnlimited ? t("quota.unlimited") : format.number(account.max24HourSend)}
              hint={
                isUnlimited
                  ? undefined
                  : t("quota.left", {
                      left: quotaLeft,
                      campaigns: Math.floor(sending.campaignQuotaLeft ?? quotaLeft),
                    })
              }
            />
            <Stat
              label={t("quota.rate")}
              value={t("perSecond", { rate: format.number(account.maxSendRate) })}
              hint={
                sending.targetRate === undefined
                  ? t("quota.rateHint")
                  : t("quota.target", { rate: rateOf(sending.targetRate) })
              }
            />
            <Stat
              label={t("quota.now")}
              value={t("perSecond", { rate: rateOf(sending.heldRate) })}
              hint={
                sending.throttledAt && (
                  <>
                    {t("quota.throttledAt")}{" "}
                    <DateTime value={sending.throttledAt} timeZone={timeZone} />
                  </>
                )
              }
            />
          </Stats>
        )}
        <LanesTable lanes={sending.lanes} />
      </Section>
      <Slowdowns timeZone={timeZone} canLift={hasRole(user.role, "marketer")} />
      <DomainHealth />
    </Page>
  );
}
