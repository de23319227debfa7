import { sql } from "drizzle-orm";
import { db } from "@/db";
import {
  countHealth,
  type GuardedMeasure,
  type HealthBars,
  type HealthCounts,
  type HealthStats,
  type HealthVerdict,
  isGuardStop,
  judgeHealth,
} from "@/lib/domain/sending-health";

/** So far back a domain's mails count: about what mailbox providers look at. */
export const healthDays = 30;

const sums = sql.raw(
  [
    ["sent", "sent"],
    ["bounced", "bounced"],
    ["rejected", "rejected"],
    ["bounced_permanently", "bouncedPermanently"],
    ["echoes", "echoes"],
    ["complained", "complained"],
    ["complaint_base", "complaintBase"],
    ["unsubscribed", "unsubscribed"],
  ]
    .map(([column, name]) => `coalesce(sum(s.${column}), 0)::int as "${name}"`)
    .join(", "),
);

export type DomainHealth = { domain: string; verdicts: HealthVerdict[] };

/** Every domain that mails were sent from lately, the worst first. */
export async function listDomainHealth(): Promise<DomainHealth[]> {
  const [{ rows }, bars] = await Promise.all([
    db.execute<HealthStats & { domain: string }>(sql`
      select split_part(c.from_email, '@', 2) as domain, ${sums}
      from campaign_stats s join campaigns c on c.id = s.campaign_id
      where c.kind <> 'test' and c.from_email is not null
        and s.last_sent_at > now() - ${healthDays}::int * interval '1 day'
      group by 1`),
    listBars(),
  ]);
  return rows
    .map(({ domain, ...stats }) => ({
      domain,
      verdicts: judgeHealth(countHealth(stats), bars.get(domainScope(domain))),
    }))
    .toSorted((a, b) => gravity(b.verdicts) - gravity(a.verdicts));
}

function gravity(verdicts: readonly HealthVerdict[]): number {
  return Math.max(...verdicts.map(({ level }) => ({ good: 0, warn: 1, pause: 2 })[level]));
}

export type CampaignHealth = {
  id: number;
  name: string;
  isRunning: boolean;
  /** A guard paused it. */
  isStopped: boolean;
  domain: string;
  verdicts: HealthVerdict[];
};

/** Campaigns that run, or ended lately, as they are received. */
export async function listCampaignHealth(): Promise<CampaignHealth[]> {
  return await readCampaigns(sql`c.kind in ('marketing', 'information')
    and (c.status in ('launching', 'sending', 'paused') or c.finished_at > now() - interval '7 days')`);
}

/** As the guards see it, by the last count; undefined before its first mail. */
export async function findCampaignHealth(campaignId: number): Promise<CampaignHealth | undefined> {
  const [found] = await readCampaigns(sql`c.id = ${campaignId}::bigint`);
  return found;
}

/** The same by the counts of a report, so that a page shows one rate and not two of different moments. */
export async function judgeReport(
  campaignId: number,
  counts: HealthCounts,
): Promise<CampaignHealth | undefined> {
  const [found, bars] = await Promise.all([findCampaignHealth(campaignId), listBars()]);
  return found && { ...found, verdicts: judgeHealth(counts, bars.get(campaignScope(campaignId))) };
}

type CampaignRow = HealthStats & {
  id: string;
  name: string;
  running: boolean;
  stopped_by: string | null;
  domain: string | null;
};

async function readCampaigns(which: ReturnType<typeof sql>): Promise<CampaignHealth[]> {
  const [{ rows }, bars] = await Promise.all([
    db.execute<CampaignRow>(sql`
      select c.id, c.name, c.status in ('launching', 'sending') as running,
        case when c.status = 'paused' then c.paused_reason end as stopped_by,
        split_part(c.from_email, '@', 2) as domain, ${sums}
      from campaigns c join campaign_stats s on s.campaign_id = c.id
      where ${which} group by c.id order by c.id desc`),
    listBars(),
  ]);
  return rows.map(({ id, name, running, stopped_by, domain, ...stats }) => ({
    id: Number(id),
    name,
    isRunning: running,
    isStopped: isGuardStop(stopped_by),
    domain: domain ?? "",
    verdicts: judgeHealth(countHealth(stats), bars.get(campaignScope(Number(id)))),
  }));
}

/** What everything together came to in the last days, system mail too: what SES judges. */
export async function findAccountHealth(): Promise<{ sent: number; verdicts: HealthVerdict[] }> {
  const { rows } = await db.execute<HealthStats>(sql`
    select ${sums} from campaign_stats s join campaigns c on c.id = s.campaign_id
    where c.kind <> 'test' and s.last_sent_at > now() - ${healthDays}::int * interval '1 day'`);
  const [stats] = rows;
  if (!stats) throw new Error("A sum without groups returned no row.");
  return { sent: stats.sent, verdicts: judgeHealth(countHealth(stats)) };
}

const campaignScope = (id: number) => `campaign:${id}`;
const domainScope = (domain: string) => `domain:${domain}`;

async function listBars(): Promise<Map<string, HealthBars>> {
  const { rows } = await db.execute<{ scope: string; measure: GuardedMeasure; count: number }>(
    sql`select scope, measure, count from guard_bars`,
  );
  const bars = new Map<string, HealthBars>();
  for (const { scope, measure, count } of rows)
    bars.set(scope, { ...bars.get(scope), [measure]: count });
  return bars;
}

/**
 * A person lets a campaign go on: what would pause it now does no longer, until its counts have
 * doubled; those of its domain too, or the same mails would stop it under another name.
 */
export async function raiseBars(campaignId: number): Promise<void> {
  const campaign = await findCampaignHealth(campaignId);
  // After a person's or SES's pause nobody has seen these numbers, let alone agreed to them.
  if (!campaign?.isStopped) return;
  const domain = (await listDomainHealth()).find((entry) => entry.domain === campaign.domain);
  await raise(campaignScope(campaignId), campaign.verdicts);
  if (domain) await raise(domainScope(domain.domain), domain.verdicts);
}

async function raise(scope: string, verdicts: readonly HealthVerdict[]): Promise<void> {
  for (const { measure, part } of verdicts.filter(({ level }) => level === "pause")) {
    await db.execute(sql`
      insert into guard_bars (scope, measure, count) values (${scope}, ${measure}, ${part}::int)
      on conflict (scope, measure) do update set count = excluded.count, raised_at = now()`);
  }
}

/** A domain that has recovered is watched as strictly as before; a campaign's bars end with it. */
export async function lowerBars(domains: readonly DomainHealth[]): Promise<void> {
  const unwell = domains.filter(({ verdicts }) => gravity(verdicts) > 0);
  await db.execute(sql`
    delete from guard_bars where scope like 'domain:%'
      and not scope = any(${sql.param(unwell.map(({ domain }) => domainScope(domain)))}::text[])`);
}
