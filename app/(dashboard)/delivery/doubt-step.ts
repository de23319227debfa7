import { type DoubtStep, nextDoubtStep } from "@/lib/domain/doubt";
import { type DoubtGroup, doubtRule } from "@/lib/reports/doubts";

/** What becomes of a campaign's people in doubt when nobody presses anything. */
export function stepOf(group: DoubtGroup): DoubtStep {
  return nextDoubtStep(
    {
      policy: group.policy,
      campaignStatus: group.status,
      // Those of the third time are named apart; alone they are all there is to say.
      inDoubtCount: group.thirdTime === group.people ? doubtRule.maxInDoubt : 0,
      quietSince: group.quietSince,
    },
    { now: new Date(), ...doubtRule },
  );
}

/** Some of them stay as they are until a person decides; or may, when the rule found no proof in time. */
export function needsPerson(group: DoubtGroup): boolean {
  const step = stepOf(group);
  if (group.thirdTime > 0 || step.by === "person") return true;
  return group.policy === "confirm" && step.from === undefined;
}
