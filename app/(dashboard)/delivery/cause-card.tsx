import { getFormatter, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { Relative } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { mayPass } from "@/lib/domain/failure-cause";
import type { FailedCampaign, FailureGroup } from "@/lib/reports/failures";
import { CampaignName } from "./campaign-name";
import { Fact } from "./fact";
import { HeldBack } from "./held-back";
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
  const t = await getTranslations("delivery");
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
      <dl className="grid items-baseline gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
        <Fact label={t("failures.todo")}>{t(`causes.${cause}.todo`)}</Fact>
        {group.example !== "" && (
          <Fact label={t("failures.answer")}>
            <span className="font-mono text-sm break-words text-muted">{group.example}</span>
          </Fact>
        )}
        <Fact label={t("failures.ifRetried")}>
          {t("failures.mailed", { n: group.standings.ready ?? 0 })}
          <HeldBack standings={group.standings} lead=" · " />
        </Fact>
        {campaignId === undefined && (
          <Fact label={t("failures.inCampaigns")}>
            <CampaignNames campaigns={campaigns} />
          </Fact>
        )}
      </dl>
      <div className="flex flex-wrap gap-2">
        {canRetry && (
          <RetryButton
            standings={group.standings}
            fields={{ cause, asOf, ...narrowed }}
            isHopeless={!mayPass(cause)}
            hasPaused={campaigns.some(({ status }) => status === "paused")}
          />
        )}
        <LinkButton href={`/delivery/failures/people?${query}`}>{t("failures.see")}</LinkButton>
      </div>
    </Card>
  );
}

/** Whose mails these are, the most first, with how many each. */
async function CampaignNames({ campaigns }: { campaigns: FailedCampaign[] }) {
  const [t, format] = await Promise.all([getTranslations("delivery.failures"), getFormatter()]);
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      {campaigns.slice(0, campaignsShown).map(({ id, name, kind, people }) => (
        <span key={id}>
          <CampaignName id={id} name={name} kind={kind} />{" "}
          <span className="text-sm text-muted tabular-nums">{format.number(people)}</span>
        </span>
      ))}
      {campaigns.length > campaignsShown && (
        <span className="text-muted">
          {t("moreCampaigns", { n: campaigns.length - campaignsShown })}
        </span>
      )}
    </span>
  );
}
