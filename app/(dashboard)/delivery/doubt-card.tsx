import { getFormatter, getTranslations } from "next-intl/server";
import { CampaignStatusBadge } from "@/components/campaigns/status-badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { doubtRule, type DoubtGroup } from "@/lib/reports/doubts";
import { CampaignName } from "./campaign-name";
import { DoubtButtons } from "./doubt-buttons";
import { stepOf } from "./doubt-step";
import { Fact } from "./fact";
import { NextStep } from "./next-step";

type DoubtCardProps = { group: DoubtGroup; asOf: string; timeZone: string; canDecide: boolean };

/** One campaign's people in doubt: what is known, what happens next, what a person can decide. */
export async function DoubtCard({ group, asOf, timeZone, canDecide }: DoubtCardProps) {
  const [t, format] = await Promise.all([getTranslations("delivery"), getFormatter()]);
  const { campaignId, name, kind, people, status, policy } = group;
  const step = stepOf(group);
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <div className="flex min-w-0 grow flex-wrap items-center gap-2">
          <h2 className="text-lg font-semibold">
            <CampaignName id={campaignId} name={name} kind={kind} />
          </h2>
          {kind !== "transactional" && <CampaignStatusBadge status={status} />}
        </div>
        <p className="text-xl font-semibold tabular-nums">{t("doubts.count", { n: people })}</p>
      </div>
      <dl className="grid items-baseline gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
        <Fact label={t("doubts.since")}>
          <Span from={group.oldest} until={group.newest} timeZone={timeZone} />
        </Fact>
        <Fact label={t("people.cause")}>
          {group.causes
            .map(({ cause, people: n }) => `${t(`causes.${cause}.title`)} (${format.number(n)})`)
            .join(" · ")}
        </Fact>
        <Fact label={t("doubts.reports")}>{t("doubts.noReports")}</Fact>
        <Fact label={t("doubts.policy")}>{t(`doubts.policies.${policy}`)}</Fact>
        <Fact label={t("doubts.next")}>
          <NextStep step={step} policy={policy} timeZone={timeZone} />
        </Fact>
      </dl>
      {group.thirdTime > 0 && group.thirdTime < people && (
        <p className="text-warn-ink">{t("doubts.thirdTime", { n: group.thirdTime })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {canDecide && (
          <DoubtButtons
            people={people}
            young={group.young}
            quietMinutes={Math.ceil(doubtRule.quietSeconds / 60)}
            fields={{ campaignId, asOf }}
            isCanceled={status === "canceled"}
          />
        )}
        <LinkButton href={`/delivery/in-doubt/people?campaign=${campaignId}`}>
          {t("doubts.see")}
        </LinkButton>
      </div>
    </Card>
  );
}

function Span({ from, until, timeZone }: { from: Date; until: Date; timeZone: string }) {
  const isSpan = until.getTime() - from.getTime() >= 1000;
  return (
    <>
      <DateTime value={from} timeZone={timeZone} style="seconds" showZone={!isSpan} />
      {isSpan && (
        <>
          {" – "}
          <DateTime value={until} timeZone={timeZone} style="seconds" />
        </>
      )}
    </>
  );
}
