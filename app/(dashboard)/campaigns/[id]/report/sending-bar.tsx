import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Progress } from "@/components/ui/progress";
import type { CampaignStatus } from "@/lib/domain/campaign-edit";
import type { Ledger, SendingProgress } from "@/lib/reports/report";

type Props = {
  status: CampaignStatus;
  ledger: Ledger;
  progress: SendingProgress;
  isPlanning: boolean;
  timeZone: string;
};

/** How far it is, how fast it goes, and when it will end. */
export function SendingBar({ status, ledger, progress, isPlanning, timeZone }: Props) {
  const t = useTranslations("reports.progress");
  const format = useFormatter();
  const isPaused = status === "paused";
  const hint = isPaused ? (
    t("paused", { left: progress.left })
  ) : progress.endsAt === undefined ? (
    t(isPlanning ? "planning" : "waiting")
  ) : (
    <>
      {t("rate", { rate: format.number(progress.perSecond, { maximumFractionDigits: 1 }) })}
      {" · "}
      {t("ends")} <DateTime value={progress.endsAt} timeZone={timeZone} style="time" />
    </>
  );
  return (
    <Progress
      label={t(isPaused ? "labelPaused" : "label")}
      value={ledger.audience - progress.left}
      max={ledger.audience}
      hint={hint}
      tone={isPaused ? "warn" : "accent"}
    />
  );
}
