import { takeLetters, waitForLetters } from "./after-math";
import type { Bite } from "./bites";
import { gatherEvidence, type CampaignEvidence } from "./evidence";
import { countFaults, type Doubt, listDoubts, listFigures } from "./figures";
import type { HistoryEntry } from "./history";
import { invariants, type Verdict } from "./invariants";
import { countLateBites } from "./late-bites";
import type { ChaosOptions, RunName } from "./options";
import type { Phases } from "./phases";
import { repeatEvents } from "./repeat-events";
import type { Run } from "./run";
import type { Plan } from "./schedule";

export type Judgement = {
  name: RunName;
  ok: boolean;
  options: Pick<ChaosOptions, "recipients" | "kills" | "crashes" | "seed" | "policy" | "rate">;
  figures: [label: string, value: string | number][];
  /** Everybody who is left in doubt: a person decides about them. */
  doubts: readonly Doubt[];
  verdicts: Verdict[];
  problems: string[];
  faults: Record<string, number>;
  /** How often each fault did harm, by its witness. */
  bites: readonly Bite[];
  /** What was injected when, for a replay. */
  plan?: Plan;
  history: readonly HistoryEntry[];
};

type End = {
  settled: { isSettled: boolean; seconds: number };
  /** What held while it ran. */
  always: Verdict;
  plan: Plan;
  phases: Phases;
};

/** Both witnesses are asked, and compared. */
export async function judge(run: Run, { settled, always, plan, phases }: End): Promise<Judgement> {
  await waitForLetters();
  await takeLetters(run);
  const campaigns = await gatherEvidence(run);
  await countLateBites(campaigns, run);
  const verdicts = Object.entries(invariants).map(([name, rule]) => ({
    name,
    ...rule(campaigns, run),
  }));
  verdicts.splice(7, 0, await repeatEvents(run));
  verdicts.push(always);
  const problems = [
    ...run.facts.problems,
    ...doubtsLeft(campaigns, run),
    ...blockedButMailed(campaigns, run),
    ...run.bites.listMissing(),
  ];
  if (!settled.isSettled) problems.push("not everybody reached a final state");
  const { recipients, kills, crashes, seed, policy, rate } = run.options;
  const figures = await listFigures(run, campaigns, settled);
  return {
    name: "main",
    ok: problems.length === 0 && verdicts.every(({ ok }) => ok),
    options: { recipients, kills, crashes, seed, policy, rate },
    figures: [...figures, ["seconds of each part", phases.describe()]],
    doubts: listDoubts(campaigns),
    verdicts,
    problems,
    faults: countFaults(run.history),
    bites: run.bites.list(),
    plan,
    history: run.history.entries(),
  };
}

/** Under `confirm` nobody may be left in doubt. */
function doubtsLeft(campaigns: readonly CampaignEvidence[], { options }: Run): string[] {
  const left = listDoubts(campaigns).length;
  return options.policy === "hold" || left === 0 ? [] : [`${left} left in doubt`];
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
