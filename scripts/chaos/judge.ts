import { compareLetters } from "./after-math";
import { gatherEvidence, type CampaignEvidence } from "./evidence";
import type { HistoryEntry } from "./history";
import { invariants, sum, type Verdict } from "./invariants";
import type { ChaosOptions } from "./options";
import { repeatEvents } from "./repeat-events";
import type { Run } from "./run";

export type Judgement = {
  name: string;
  ok: boolean;
  options: Pick<ChaosOptions, "recipients" | "kills" | "crashes" | "seed" | "policy" | "rate">;
  figures: [label: string, value: string | number][];
  verdicts: Verdict[];
  problems: string[];
  faults: Record<string, number>;
  history: readonly HistoryEntry[];
};

/** Both witnesses are asked, and compared. */
export async function judge(
  run: Run,
  settled: { isSettled: boolean; seconds: number },
): Promise<Judgement> {
  await compareLetters(run);
  const campaigns = await gatherEvidence(run);
  const verdicts = Object.entries(invariants).map(([name, rule]) => ({
    name,
    ...rule(campaigns, run),
  }));
  verdicts.splice(7, 0, await repeatEvents(run));
  const problems = [
    ...run.facts.problems,
    ...doubtsLeft(campaigns, run),
    ...blockedButMailed(campaigns, run),
  ];
  if (!settled.isSettled) problems.push("not everybody reached a final state");
  const { recipients, kills, crashes, seed, policy, rate } = run.options;
  return {
    name: "main",
    ok: problems.length === 0 && verdicts.every(({ ok }) => ok),
    options: { recipients, kills, crashes, seed, policy, rate },
    figures: await listFigures(run, campaigns, settled),
    verdicts,
    problems,
    faults: countFaults(run),
    history: run.history.entries(),
  };
}

/** Under `confirm` nobody is left in doubt; under `hold` whoever is was truly not accepted. */
function doubtsLeft(campaigns: readonly CampaignEvidence[], { options }: Run): string[] {
  const left = campaigns.flatMap(({ rows, id }) =>
    rows.filter(({ status }) => status === "in_doubt").map((row) => `${id}/${row.id}`),
  );
  return options.policy === "hold" || left.length === 0
    ? []
    : [`${left.length} left in doubt under ${options.policy}: ${left.slice(0, 5).join(", ")}`];
}

/** F14: whoever was blocked before the claim got nothing. */
function blockedButMailed(campaigns: readonly CampaignEvidence[], { facts }: Run): string[] {
  return facts.blocked.flatMap(({ email, at, what }) =>
    campaigns.flatMap(({ rows, accepts, id }) => {
      const row = rows.find((candidate) => candidate.email === email);
      if (!row || row.claimedAt === null || row.claimedAt <= at) return [];
      return accepts.some(({ recipientId }) => recipientId === row.id)
        ? [`F14: ${id}/${row.id} was claimed after being ${what}`]
        : [];
    }),
  );
}

async function listFigures(
  run: Run,
  campaigns: readonly CampaignEvidence[],
  settled: { seconds: number },
): Promise<Judgement["figures"]> {
  const rows = campaigns.flatMap((campaign) => campaign.rows);
  const count = (status: string): number => rows.filter((row) => row.status === status).length;
  const everInDoubt = rows.filter(({ inDoubtCount }) => inDoubtCount > 0);
  const strikes = await run.ses.strikes();
  const ambiguous = [
    "error_before",
    "error_after",
    "hang_before",
    "hang_after",
    "reset_before",
    "reset_after",
  ];
  const unresolved = campaigns.flatMap((campaign) => {
    const accepted = new Set(campaign.accepts.map(({ recipientId }) => recipientId));
    return campaign.rows.filter(({ id, status }) => status === "in_doubt" && accepted.has(id));
  });
  return [
    ["recipients (all campaigns)", rows.length],
    ["sent", count("sent")],
    ["failed", count("failed")],
    ["skipped", count("skipped")],
    ["canceled", count("canceled")],
    ["in doubt at the end", count("in_doubt")],
    ["of them accepted by SES", unresolved.length],
    ["lost", lost(campaigns)],
    [
      "duplicated",
      sum(
        campaigns,
        (campaign) =>
          campaign.accepts.length -
          new Set(campaign.accepts.map(({ recipientId }) => recipientId)).size,
      ),
    ],
    ["ever in doubt", everInDoubt.length],
    ["resolved by an event", everInDoubt.filter(({ resolvedBy }) => resolvedBy === "event").length],
    [
      "mailed again by the policy",
      everInDoubt.filter(({ resolvedBy }) => resolvedBy === "policy").length,
    ],
    ["kill -9", run.facts.kills],
    ["crashes of PostgreSQL", run.history.count("F2")],
    ["answers that left a doubt", sum(ambiguous, (kind) => strikes[kind] ?? 0)],
    ["429 answers", strikes["throttle"] ?? 0],
    ["events lost", strikes["event_loss"] ?? 0],
    ["seconds from the last fault to the end", settled.seconds],
  ];
}

/** Nobody waits for ever: whoever should be mailed is in a final state, or is listed as in doubt. */
function lost(campaigns: readonly CampaignEvidence[]): number {
  return sum(campaigns, ({ rows, contacts, status }) => {
    const waiting = rows.filter(
      (row) => row.status === "queued" || row.status === "sending",
    ).length;
    return waiting + (status === "canceled" ? 0 : Math.max(0, contacts - rows.length));
  });
}

function countFaults({ history, options }: Run): Record<string, number> {
  const names = [...new Set(history.entries().map(({ fault }) => fault))].filter(
    (name) => name !== "–",
  );
  return {
    ...Object.fromEntries(names.map((name) => [name, history.count(name)])),
    F5: 1,
    F9: 1,
    ...(options.kills > 0 ? {} : {}),
  };
}
