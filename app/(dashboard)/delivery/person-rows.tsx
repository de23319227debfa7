import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { nextDoubtStep } from "@/lib/domain/doubt";
import { maskAddresses, maskEmail } from "@/lib/domain/mask";
import { doubtRule } from "@/lib/reports/doubts";
import type { OpenRecipient, OpenState } from "@/lib/reports/open-recipients";
import { CampaignName } from "./campaign-name";
import { NextStep } from "./next-step";
import type { PersonRow } from "./people-table";
import { Who } from "./who";

type Options = {
  state: OpenState;
  isMasked: boolean;
  timeZone: string;
  /** All are of one cause, which the page's title says already. */
  hasOneCause: boolean;
};

/** The cells of both lists: drawn here, where words and rules are, and ticked in the browser. */
export async function personRows(
  recipients: OpenRecipient[],
  { state, isMasked, timeZone, hasOneCause }: Options,
): Promise<PersonRow[]> {
  const t = await getTranslations("delivery");
  const now = new Date();
  return recipients.map((recipient) => {
    const { campaignId, recipientId, campaignName, kind, email, cause, said, standing } = recipient;
    return {
      campaignId,
      recipientId,
      at: recipient.at,
      standing,
      isPaused: recipient.campaignStatus === "paused",
      isYoung: now.getTime() - quietSince(recipient).getTime() < doubtRule.quietSeconds * 1000,
      label: isMasked ? maskEmail(email) : email,
      who: <Who {...recipient} isMasked={isMasked} />,
      campaign: <CampaignName id={campaignId} name={campaignName} kind={kind} />,
      cause: (
        <>
          {!hasOneCause && t(`causes.${cause}.title`)}
          <span className="block max-w-90 font-mono text-sm break-words text-muted">
            {isMasked ? maskAddresses(said) : said}
          </span>
        </>
      ),
      last:
        state === "failed" ? (
          <>
            <Badge tone={standing === "ready" ? "neutral" : "warn"}>
              {t(`people.standing.${standing}`)}
            </Badge>
            {recipient.redriveNo > 0 && (
              <span className="block text-sm text-muted">
                {t("people.retried", { n: recipient.redriveNo })}
              </span>
            )}
          </>
        ) : (
          <DoubtCell recipient={recipient} now={now} timeZone={timeZone} />
        ),
    };
  });
}

function quietSince({ at, claimedAt }: OpenRecipient): Date {
  return claimedAt !== null && claimedAt > at ? claimedAt : at;
}

type DoubtCellProps = { recipient: OpenRecipient; now: Date; timeZone: string };

async function DoubtCell({ recipient, now, timeZone }: DoubtCellProps) {
  const t = await getTranslations("delivery.people");
  const { policy, campaignStatus, inDoubtCount, tries, events } = recipient;
  const step = nextDoubtStep(
    { policy, campaignStatus, inDoubtCount, quietSince: quietSince(recipient) },
    { now, ...doubtRule },
  );
  return (
    <>
      <NextStep step={step} policy={policy} timeZone={timeZone} />
      <span className="block text-sm text-muted">
        {t("triesValue", { n: tries })} · {t("eventsValue", { n: events })}
      </span>
    </>
  );
}
