import type { CampaignEvidence } from "./evidence";
import { busiestSecond, readDepartures } from "@/scripts/rig/departures";
import { countBy, type Witnessed } from "./oracle";
import type { Run } from "./run";
import { stopWithinSeconds } from "./times";

/** One of the twelve invariants of docs/reliability.md (I8: repeat-events.ts), with the numbers it was judged by. */
export type Verdict = { name: string; claim: string; ok: boolean; numbers: string };

type Judge = (campaigns: readonly CampaignEvidence[], run: Run) => Omit<Verdict, "name">;

export const invariants: Record<string, Judge> = {
  I1: (campaigns) => {
    const planned = campaigns.filter(({ status }) => status !== "canceled");
    const wrong = planned.filter(
      ({ rows, contacts, audienceCount }) =>
        rows.length !== contacts ||
        audienceCount !== contacts ||
        new Set(rows.map((row) => row.email)).size !== rows.length,
    );
    return {
      claim: "every person of the audience has exactly one row",
      ok: wrong.length === 0,
      numbers: `${sum(planned, ({ rows }) => rows.length)} rows for ${sum(planned, ({ contacts }) => contacts)} people`,
    };
  },
  I2: (campaigns, run) => {
    const twice = campaigns.flatMap(duplicated);
    return {
      claim: "SES accepted nobody twice",
      ok: twice.length === 0 || run.options.policy === "resend",
      numbers: `${twice.length} accepted twice of ${run.accepts.read().length} accepts`,
    };
  },
  I3: (campaigns) => {
    const unproved = campaigns.flatMap((campaign) => {
      const accepted = acceptedIds(campaign);
      return campaign.rows.filter(({ id, status }) => status === "sent" && !accepted.has(id));
    });
    return {
      claim: "whoever is called sent was accepted",
      ok: unproved.length === 0,
      numbers: `${sum(campaigns, ({ rows }) => rows.filter(({ status }) => status === "sent").length)} sent, ${unproved.length} of them not accepted`,
    };
  },
  I4: (campaigns) => {
    const lost = campaigns.flatMap((campaign) => {
      const accepted = acceptedIds(campaign);
      return campaign.rows.filter(({ id, status }) => accepted.has(id) && status !== "sent");
    });
    return {
      claim: "whoever was accepted is called sent",
      ok: lost.length === 0,
      numbers: `${sum(campaigns, (campaign) => acceptedIds(campaign).size)} accepted, ${lost.length} of them not called sent`,
    };
  },
  I5: (campaigns) => {
    const wrong = campaigns.filter(({ rows, shown }) => {
      const counted = countBy(rows, ({ status }) => status);
      const states = Object.entries(shown.byStatus);
      return (
        shown.audience !== rows.length ||
        states.some(([status, n]) => (counted.get(status) ?? 0) !== n)
      );
    });
    return {
      claim: "the states add up to the total, and the report shows them",
      ok: wrong.length === 0,
      numbers: `${campaigns.length} campaigns, ${wrong.length} shown wrongly`,
    };
  },
  I6: (campaigns) => {
    const twice = campaigns.flatMap((campaign) =>
      duplicated(campaign).map((id) => ({ campaign, id })),
    );
    const explained = twice.filter(
      ({ campaign, id }) =>
        campaign.duplicateRecords.has(String(id)) &&
        (campaign.rows.find((row) => row.id === id)?.inDoubtCount ?? 0) > 0,
    );
    return {
      claim: "every duplicate was in doubt and is on record",
      ok: explained.length === twice.length,
      numbers: `${explained.length} of ${twice.length} explained`,
    };
  },
  I7: (campaigns) => {
    const wrong = campaigns.flatMap(({ rows, retryable }) =>
      rows.filter(({ id, attempts }) => attempts > (retryable.get(id) ?? 0)),
    );
    return {
      claim: "429, quota, 5xx, time-outs and crashes spend no try",
      ok: wrong.length === 0,
      numbers: `${sum(campaigns, ({ rows }) => sum(rows, ({ attempts }) => attempts))} tries spent, ${wrong.length} rows with more than refusals for cause`,
    };
  },
  I9: (campaigns) => {
    const calls = campaigns.flatMap((campaign) => campaign.calls);
    const repeated = [...countBy(calls, ({ attemptId }) => attemptId).values()].filter(
      (n) => n > 1,
    );
    const unclaimed = campaigns.flatMap((campaign) => {
      const called = countBy(campaign.calls, ({ recipientId }) => String(recipientId));
      return campaign.rows.filter(({ id, attemptNo }) => (called.get(String(id)) ?? 0) > attemptNo);
    });
    const claims = sum(campaigns, ({ rows }) => sum(rows, ({ attemptNo }) => attemptNo));
    return {
      claim: "one claim, at most one call",
      ok: repeated.length === 0 && unclaimed.length === 0,
      numbers: `${calls.length} calls of ${claims} claims (the rest died or was handed back before its call), ${repeated.length} repeated, ${unclaimed.length} people with more calls than claims`,
    };
  },
  I10: (campaigns, { facts }) => {
    const outside = campaigns.flatMap(({ accepts, startedAt, finishedAt }) =>
      accepts.filter(
        ({ at }) =>
          at < startedAt || (finishedAt !== null && at > finishedAt + stopWithinSeconds * 1000),
      ),
    );
    const broken = facts.silences.flatMap((silence) =>
      acceptsWithin(campaigns, silence.campaignId, silence),
    );
    return {
      claim: `nobody is mailed outside the campaign's time, nor ${stopWithinSeconds} s after pause or cancel`,
      ok: outside.length === 0 && broken.length === 0,
      numbers: `${outside.length} outside, ${broken.length} after ${facts.silences.length} stops`,
    };
  },
  I11: (_campaigns, run) => {
    const left = busiestSecond(readDepartures(run.system.departuresFolder));
    // A stall of SES takes several seconds' calls in at once; when they leave is ours.
    const taken = busiestSecond(run.accepts.read().map(({ at }) => at));
    return {
      claim: "never more than MaxSendRate calls leave in any second",
      ok: left > 0 && left <= run.options.rate,
      numbers: `${left} left in the busiest second, allowed ${run.options.rate}; SES wrote down ${taken} in its busiest`,
    };
  },
  I12: (campaigns, { facts }) => {
    const failed = campaigns.flatMap(({ id, rows }) =>
      rows.filter(({ status }) => status === "failed").map((row) => letterKey(id, row.id)),
    );
    const everFailed = new Set(
      campaigns.flatMap(({ id, rows }) =>
        rows
          .filter(({ status, redriveNo }) => status === "failed" || redriveNo > 0)
          .map((row) => letterKey(id, row.id)),
      ),
    );
    const missing = failed.filter((key) => !facts.letters.has(key));
    const strange = [...facts.letters].filter((key) => !everFailed.has(key));
    return {
      claim: "the dead letters are the failed recipients",
      ok: missing.length === 0 && strange.length === 0,
      numbers: `${failed.length} failed, ${missing.length} of them without a letter; ${facts.letters.size} letters, ${strange.length} of them of others (${everFailed.size - failed.length} failed once and were tried again)`,
    };
  },
};

/** A dead letter as the wake-up that it stands for. */
export function letterKey(campaignId: number, recipientId: number): string {
  return JSON.stringify({ v: 1, campaignId, recipientId });
}

function duplicated({ accepts }: CampaignEvidence): number[] {
  const counts = countBy(accepts, ({ recipientId }) => String(recipientId));
  return [...counts].filter(([, n]) => n > 1).map(([id]) => Number(id));
}

function acceptedIds({ accepts }: CampaignEvidence): Set<number> {
  return new Set(accepts.map(({ recipientId }) => recipientId));
}

function acceptsWithin(
  campaigns: readonly CampaignEvidence[],
  id: number,
  { from, until }: { from: number; until: number },
): Witnessed[] {
  const accepts = campaigns.find((campaign) => campaign.id === id)?.accepts ?? [];
  return accepts.filter(({ at }) => at >= from && at <= until);
}

export function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
