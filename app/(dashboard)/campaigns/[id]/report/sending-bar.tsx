import { useFormatter, useTranslations } from "next-intl";
import { ForecastWords } from "@/components/campaigns/forecast-words";
import { Progress } from "@/components/ui/progress";
import type { CampaignStatus } from "@/lib/domain/campaign-edit";
import type { SendForecast } from "@/lib/domain/send-forecast";
import type { Ledger, SendingProgress } from "@/lib/reports/report";

type Props = {
  status: CampaignStatus;
  ledger: Ledger;
  progress: SendingProgress;
  /** undefined while it is paused. */
  forecast: SendForecast | undefined;
  isPlanning: boolean;
  timeZone: string;
};

/** How far it is, how fast it goes, and when it will end. */
export function SendingBar({ status, ledger, progress, forecast, isPlanning, timeZone }: Props) {
  const t = useTranslations("reports.progress");
  const format = useFormatter();
  const isPaused = status === "paused";
  const rate = format.number(progress.perSecond, { maximumFractionDigits: 1 });
  const isMoving = progress.perSecond > 0;
  const { queued, sending, in_doubt: inDoubt } = ledger.byStatus;
  const isOnlyInDoubt = !isPlanning && inDoubt > 0 && queued + sending === 0;
  const hint = isPaused ? (
    t("paused", { left: progress.left })
  ) : isOnlyInDoubt ? (
    t("inDoubt", { n: inDoubt })
  ) : forecast === undefined || (!isMoving && forecast.waitsFor === undefined) ? (
    t(isPlanning ? "planning" : "waiting")
  ) : (
    <>
      {isMoving && `${t("rate", { rate })} · `}
      <ForecastWords forecast={forecast} timeZone={timeZone} />
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
