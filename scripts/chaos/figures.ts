import { sql } from "drizzle-orm";
import { readOne } from "./database";
import type { CampaignEvidence } from "./evidence";
import type { History } from "./history";
import { sum } from "./invariants";
import { oldCampaignIds } from "./old-campaigns";
import type { Run } from "./run";
import { chaosTimes } from "./times";

export type Figures = [label: string, value: string | number][];

/** A row in doubt, and whether SES accepted it after all. */
export type Doubt = { row: string; isAccepted: boolean };

export function listDoubts(campaigns: readonly CampaignEvidence[]): Doubt[] {
  return campaigns.flatMap((campaign) => {
    const accepted = acceptedIds(campaign);
    return campaign.rows
      .filter(({ status }) => status === "in_doubt")
      .map(({ id }) => ({ row: `${campaign.id}/${id}`, isAccepted: accepted.has(id) }));
  });
}

export async function listFigures(
  run: Run,
  campaigns: readonly CampaignEvidence[],
  settled: { seconds: number },
): Promise<Figures> {
  return [
    ...countStates(campaigns),
    ["lost", countLost(campaigns)],
    [
      "duplicated",
      sum(campaigns, (campaign) => campaign.accepts.length - acceptedIds(campaign).size),
    ],
    ...(await countDoubts(run, campaigns)),
    ["kill -9", run.facts.kills],
    [
      "crashes of PostgreSQL",
      run.history.entries().filter(({ what }) => what.startsWith("PostgreSQL killed")).length,
    ],
    ["longest way of an event (quiet time)", await describeLongestWay()],
    ["seconds from the last fault to the end", settled.seconds],
  ];
}

function countStates(campaigns: readonly CampaignEvidence[]): Figures {
  const rows = campaigns.flatMap((campaign) => campaign.rows);
  const count = (status: string): number => rows.filter((row) => row.status === status).length;
  const doubts = listDoubts(campaigns);
  return [
    ["recipients of all campaigns", rows.length],
    ["sent", count("sent")],
    ["failed", count("failed")],
    ["skipped", count("skipped")],
    ["canceled", count("canceled")],
    ["in doubt at the end", doubts.length],
    ["of them accepted by SES", doubts.filter(({ isAccepted }) => isAccepted).length],
  ];
}

/** Where doubts came from, and what became of them. */
async function countDoubts(run: Run, campaigns: readonly CampaignEvidence[]): Promise<Figures> {
  const doubtful = campaigns.flatMap(({ rows }) =>
    rows.filter(({ inDoubtCount }) => inDoubtCount > 0),
  );
  const resolved = (by: string): number =>
    doubtful.filter(({ resolvedBy }) => resolvedBy === by).length;
  const strikes = await run.ses.strikes();
  const ambiguous = Object.entries(strikes).filter(([kind]) => /_(before|after)$/.test(kind));
  const published = (strikes["event_loss"] ?? 0) + (await countEvents());
  return [
    ["answers that leave a doubt (500, 503, reset, none)", sum(ambiguous, ([, n]) => n)],
    ["429 answers", strikes["throttle"] ?? 0],
    ["events lost", `${strikes["event_loss"] ?? 0} of about ${published}`],
    ["ever in doubt", doubtful.length],
    ["of them resolved by an event", resolved("event")],
    ["of them mailed again by the policy", resolved("policy")],
  ];
}

/** The quiet time must be longer, or a row would be judged by the silence of events on their way. */
async function describeLongestWay(): Promise<string> {
  const { seconds } = await readOne<{ seconds: number }>(sql`
    select coalesce(max(extract(epoch from received_at - occurred_at)), 0)::float8 as seconds
    from email_events where campaign_id <> all(${sql.param(oldCampaignIds)}::bigint[])
      and ses_message_id is not null and type = 'send'`);
  return `${seconds.toFixed(1)} s (${chaosTimes.quietSeconds} s)`;
}

async function countEvents(): Promise<number> {
  const { n } = await readOne<{ n: number }>(sql`select count(*)::int as n from email_events`);
  return n;
}

/** Nobody waits for ever: whoever should be mailed is in a final state, or is listed as in doubt. */
function countLost(campaigns: readonly CampaignEvidence[]): number {
  return sum(campaigns, ({ rows, contacts, status }) => {
    const waiting = rows.filter(
      (row) => row.status === "queued" || row.status === "sending",
    ).length;
    return waiting + (status === "canceled" ? 0 : Math.max(0, contacts - rows.length));
  });
}

function acceptedIds({ accepts }: CampaignEvidence): Set<number> {
  return new Set(accepts.map(({ recipientId }) => recipientId));
}

/** F5 and F9 hold from the beginning to the end; the others are counted as they are injected. */
export function countFaults(history: History): Record<string, number> {
  const names = history
    .entries()
    .map(({ fault }) => fault)
    .filter((name) => name !== "–");
  const counts = Object.fromEntries(names.map((name) => [name, history.count(name)]));
  return { ...counts, F5: 1, F9: 1 };
}
