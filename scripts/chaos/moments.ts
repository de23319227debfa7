import { sql } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import type { Verdict } from "./invariants";
import { compareMoments, type Moment } from "./moment";
import { oldCampaignIds } from "./old-campaigns";
import type { Witnessed } from "./oracle";
import type { Run } from "./run";

/** With more people a look takes longer, and comes less often. */
const pauseMs = (recipients: number): number => Math.max(2_000, recipients / 10);
/** Fewer looks would judge the end alone. */
const fewest = 5;

export type Moments = { end(): Promise<Verdict> };

/**
 * What must hold at every moment, and not at the end alone: nobody accepted twice, nobody called more
 * often than claimed, nobody called sent whom SES did not accept, nobody gone, and every change of
 * state one that the state machine allows. Asked every few seconds while everything is broken.
 */
export function watchMoments(run: Run): Moments {
  const stopping = new AbortController();
  const problems: string[] = [];
  let looks = 0;
  let missed = 0;
  const watching = (async () => {
    for (let last: Moment | undefined; !stopping.signal.aborted;) {
      const moment = await look(run).catch(() => undefined);
      if (moment) problems.push(...compareMoments(last, moment));
      if (moment) looks += 1;
      else missed += 1; // PostgreSQL is down
      last = moment ?? last;
      await sleep(pauseMs(run.options.recipients), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  })();
  return {
    async end() {
      stopping.abort();
      await watching;
      return {
        name: "always",
        claim: "I2, I3, I5, I9 and the state machine hold at every look",
        ok: problems.length === 0 && looks >= fewest,
        numbers: [
          `${looks} looks while it ran, ${missed} more while PostgreSQL was down`,
          ...problems.slice(0, 5),
        ].join("; "),
      };
    },
  };
}

type Group = {
  campaign: string;
  status: string;
  ids: string;
  claims: string;
  retries: string;
};

/**
 * The ledger in one statement; the calls were read before it and the accepts after it, so that what
 * happens meanwhile can only be in favour of nobody.
 */
async function look(run: Run): Promise<Moment> {
  const { db } = await import("@/db");
  const calls = countByPerson(run.calls.read());
  const { rows } = await db.execute<Group>(sql`
    select r.campaign_id as campaign, r.status, string_agg(r.id::text, ',' order by r.id) as ids,
      string_agg(r.attempt_no::text, ',' order by r.id) as claims,
      string_agg(r.redrive_no::text, ',' order by r.id) as retries
    from recipients r where r.campaign_id <> all(${sql.param(oldCampaignIds)}::bigint[])
    group by 1, 2`);
  const accepts = countByPerson(run.accepts.read());
  const people = rows.flatMap(({ campaign, status, ids, claims, retries }) => {
    const claimed = claims.split(",");
    const retried = retries.split(",");
    return ids.split(",").map((id, index) => ({
      key: `${campaign}/${id}`,
      status,
      claims: Number(claimed[index]),
      retries: Number(retried[index]),
    }));
  });
  return { people, calls, accepts, maySendTwice: run.options.policy === "resend" };
}

function countByPerson(log: readonly Witnessed[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { campaignId, recipientId } of log) {
    const key = `${campaignId}/${recipientId}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
