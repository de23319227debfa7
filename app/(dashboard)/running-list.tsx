import { CalendarClock } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ForecastWords } from "@/components/campaigns/forecast-words";
import { CampaignStatusBadge } from "@/components/campaigns/status-badge";
import { DateTime } from "@/components/ui/date-time";
import { Progress } from "@/components/ui/progress";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { SendForecast } from "@/lib/domain/send-forecast";
import type { RunningCampaign, UpcomingCampaign } from "@/lib/overview";

type RunningListProps = {
  running: RunningCampaign[];
  forecasts: Map<number, SendForecast>;
  upcoming: UpcomingCampaign[];
  timeZone: string;
};

/** What leaves now, and what leaves next. */
export function RunningList({ running, forecasts, upcoming, timeZone }: RunningListProps) {
  const t = useTranslations("overview.running");
  if (running.length + upcoming.length === 0) return null;
  return (
    <Section title={t("title")}>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {running.map((campaign) => (
          <li key={campaign.id} className="flex flex-col gap-3 px-4 py-4">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <TextLink
                href={`/campaigns/${campaign.id}/report`}
                className="min-w-0 font-medium text-ink decoration-transparent"
              >
                {campaign.name || t("unnamed")}
              </TextLink>
              <CampaignStatusBadge status={campaign.status} />
            </div>
            <Progress
              label={t(campaign.status === "launching" ? "planning" : "done")}
              value={campaign.done}
              max={campaign.audience}
              tone={campaign.status === "paused" ? "warn" : "accent"}
              hint={
                <Pace
                  campaign={campaign}
                  forecast={forecasts.get(campaign.id)}
                  timeZone={timeZone}
                />
              }
            />
          </li>
        ))}
        {upcoming.map((campaign) => (
          <li key={campaign.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
            <CalendarClock className="size-4 shrink-0 text-violet" aria-hidden />
            <TextLink
              href={`/campaigns/${campaign.id}/review`}
              className="min-w-0 grow font-medium text-ink decoration-transparent"
            >
              {campaign.name || t("unnamed")}
            </TextLink>
            <span className="text-muted">
              <DateTime value={campaign.scheduledFor} timeZone={campaign.timeZone} style="long" />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Pace({
  campaign,
  forecast,
  timeZone,
}: {
  campaign: RunningCampaign;
  forecast: SendForecast | undefined;
  timeZone: string;
}) {
  const t = useTranslations("overview.running");
  const format = useFormatter();
  if (campaign.status === "paused") return t("paused");
  const isMoving = campaign.perSecond > 0;
  if (forecast === undefined || (!isMoving && forecast.waitsFor === undefined)) {
    return campaign.inDoubt > 0 ? t("inDoubt", { count: campaign.inDoubt }) : t("waiting");
  }
  const rate = format.number(campaign.perSecond, { maximumFractionDigits: 1 });
  return (
    <>
      {isMoving && `${t("rate", { rate })} · `}
      <ForecastWords forecast={forecast} timeZone={timeZone} />
    </>
  );
}
