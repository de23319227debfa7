import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Relative } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { mayPass } from "@/lib/domain/failure-cause";
import type { FailureGroup } from "@/lib/reports/failures";
import { CampaignName } from "./campaign-name";
import { RetryButton } from "./retry-button";

const campaignsShown = 3;

type CauseCardProps = {
  group: FailureGroup;
  campaignId: number | undefined;
  asOf: string;
  timeZone: string;
  canRetry: boolean;
};

/** One cause: how many, what it means, what to do, and the way to do it. */
export async function CauseCard({ group, campaignId, asOf, timeZone, canRetry }: CauseCardProps) {
  const [t, format] = await Promise.all([getTranslations("delivery"), getFormatter()]);
  const { cause, people, campaigns } = group;
  const narrowed = campaignId === undefined ? {} : { campaignId };
  const query = new URLSearchParams({
    cause,
    ...(campaignId !== undefined && { campaign: String(campaignId) }),
  });
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <div className="min-w-0 grow basis-80">
          <h2 className="text-lg font-semibold">{t(`causes.${cause}.title`)}</h2>
          <p className="max-w-180 text-muted">{t(`causes.${cause}.means`)}</p>
        </div>
        <p className="text-right max-sm:text-left">
          <span className="block text-xl font-semibold tabular-nums">
            {t("failures.people", { n: people })}
          </span>
          <span className="text-sm text-muted">
            {t("failures.newest")} <Relative value={group.newest} timeZone={timeZone} />
          </span>
        </p>
      </div>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
        <dt className="text-sm text-muted">{t("failures.todo")}</dt>
        <dd className="max-w-180">{t(`causes.${cause}.todo`)}</dd>
        {group.example !== "" && (
          <>
            <dt className="text-sm text-muted">{t("failures.answer")}</dt>
            <dd className="min-w-0 font-mono text-sm break-words text-muted">{group.example}</dd>
          </>
        )}
        {campaignId === undefined && (
          <>
            <dt className="text-sm text-muted">{t("failures.inCampaigns")}</dt>
            <dd className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
              {campaigns.slice(0, campaignsShown).map(({ id, name, kind, people: n }) => (
                <span key={id}>
                  <CampaignName id={id} name={name} kind={kind} />{" "}
                  <span className="text-sm text-muted tabular-nums">{format.number(n)}</span>
                </span>
              ))}
              {campaigns.length > campaignsShown && (
                <span className="text-muted">
                  {t("failures.moreCampaigns", { n: campaigns.length - campaignsShown })}
                </span>
              )}
            </dd>
          </>
        )}
      </dl>
      <div className="flex flex-wrap gap-2">
        <RetryButton
          standings={group.standings}
          fields={{ cause, asOf, ...narrowed }}
          isHopeless={!mayPass(cause)}
          hasPaused={campaigns.some(({ status }) => status === "paused")}
          canRetry={canRetry}
        />
        <LinkButton href={`/delivery/failures/people?${query}`}>{t("failures.see")}</LinkButton>
      </div>
    </Card>
  );
}
