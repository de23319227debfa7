import { and, desc, gt, inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { imports } from "@/db/schema/imports";
import { maxInDoubt, protocolTimes } from "@/lib/delivery/protocol-times";
import { deliveryMode } from "@/lib/delivery-mode";
import { listCampaignHealth, listDomainHealth } from "@/lib/delivery/sending-health";
import { isScheduleQuestion } from "@/lib/domain/campaign-status";
import type { HealthMeasure, HealthVerdict } from "@/lib/domain/sending-health";
import { accountStopOf } from "@/lib/domain/stop-words";
import { listStoppedCampaigns } from "@/lib/overview";
import { listSenders } from "@/lib/senders";
import { findSesAccount } from "@/lib/ses-account";

/** Something that goes no further without a person, worst first. */
export type Attention =
  | { kind: "account_stopped" }
  | { kind: "account_probation" }
  | { kind: "sandbox" }
  | { kind: "runner_silent" }
  | { kind: "campaign_stopped"; id: number; name: string }
  | { kind: "schedule_missed"; id: number; name: string }
  | { kind: "audience_grew"; id: number; name: string }
  | { kind: "over_limit"; id: number; name: string }
  | { kind: "launch_failed"; id: number; name: string }
  | { kind: "campaign_health"; id: number; name: string; measure: HealthMeasure; share: number }
  | { kind: "domain_health"; domain: string; measure: HealthMeasure; share: number }
  | { kind: "in_doubt"; id: number; name: string; count: number }
  | { kind: "not_sent"; id: number; name: string; count: number }
  | { kind: "sender_unverified"; email: string }
  | { kind: "import_open"; id: number; fileName: string }
  | { kind: "import_failed"; id: number; fileName: string };

export async function listAttention(): Promise<Attention[]> {
  const found = await Promise.all([
    accountAttention(),
    runnerAttention(),
    campaignAttention(),
    healthAttention(),
    inDoubtAttention(),
    notSentAttention(),
    senderAttention(),
    importAttention(),
  ]);
  return found.flat();
}

async function accountAttention(): Promise<Attention[]> {
  const found = await findSesAccount();
  if (!found) return [];
  const { account } = found;
  if (!account.sendingEnabled || account.enforcementStatus === "SHUTDOWN") {
    return [{ kind: "account_stopped" }];
  }
  const list: Attention[] = [];
  if (account.enforcementStatus === "PROBATION") list.push({ kind: "account_probation" });
  if (!account.productionAccess) list.push({ kind: "sandbox" });
  return list;
}

/** Mails wait, and the tick that would send them has not reported for three minutes. */
async function runnerAttention(): Promise<Attention[]> {
  const { rows } = await db.execute<{ silent: boolean }>(sql`
    select exists (select 1 from campaigns where status in ('launching', 'sending')
        and started_at < now() - interval '3 minutes')
      and not exists (select 1 from heartbeats where at > now() - interval '3 minutes') as silent`);
  return rows[0]?.silent ? [{ kind: "runner_silent" }] : [];
}

async function campaignAttention(): Promise<Attention[]> {
  const stopped = await listStoppedCampaigns();
  // What stopped the whole account is told once, above, with one button for all.
  const own = stopped.filter(({ reason }) => accountStopOf(reason ?? "") === undefined);
  return own.map(({ id, name, status, reason }) => {
    if (status === "failed") return { kind: "launch_failed", id, name };
    if (status === "paused") return { kind: "campaign_stopped", id, name };
    return {
      kind: isScheduleQuestion(reason) ? scheduleKinds[reason] : "schedule_missed",
      id,
      name,
    };
  });
}

const scheduleKinds = {
  missed: "schedule_missed",
  audience_grew: "audience_grew",
  over_limit: "over_limit",
} as const;

/**
 * What is watched and no longer good, the worst measure of each. A campaign that stands still for it
 * is told as a stop, and of a domain only what none of these campaigns explains.
 */
async function healthAttention(): Promise<Attention[]> {
  const [campaigns, domains] = await Promise.all([listCampaignHealth(), listDomainHealth()]);
  const isTold = (domain: string, measure: HealthMeasure) =>
    campaigns.some(
      (campaign) => campaign.domain === domain && worstOf(campaign.verdicts)?.measure === measure,
    );
  const ofCampaigns = campaigns.flatMap(({ id, name, isStopped, verdicts }) => {
    const worst = isStopped ? undefined : worstOf(verdicts);
    return worst ? [{ kind: "campaign_health" as const, id, name, ...worst }] : [];
  });
  const ofDomains = domains.flatMap(({ domain, verdicts }) => {
    const worst = worstOf(verdicts);
    if (!worst || isTold(domain, worst.measure)) return [];
    return [{ kind: "domain_health" as const, domain, ...worst }];
  });
  return [...ofDomains, ...ofCampaigns].slice(0, 6);
}

function worstOf(verdicts: readonly HealthVerdict[]) {
  const worst =
    verdicts.find(({ level }) => level === "pause") ??
    verdicts.find(({ level }) => level === "warn");
  return worst && { measure: worst.measure, share: worst.share };
}

/**
 * Recipients whom no policy resolves: under "hold" all, else those in doubt for the third time, and
 * those for whom the rule found no proof long after it could: a small campaign has few neighbours.
 */
async function inDoubtAttention(): Promise<Attention[]> {
  const { rows } = await db.execute<{ id: string; name: string; count: number }>(sql`
    select c.id, c.name, count(*)::int as count
    from recipients r join campaigns c on c.id = r.campaign_id
    where r.status = 'in_doubt' and c.kind <> 'test'
      and c.status <> 'canceled'
      and (c.in_doubt_policy = 'hold' or r.in_doubt_count >= ${maxInDoubt}::int
        or greatest(r.in_doubt_at, r.claimed_at)
          < now() - 2 * ${protocolTimes.quietSeconds}::float8 * interval '1 second')
    group by c.id, c.name order by c.id desc limit 5`);
  return rows.map((row) => ({ kind: "in_doubt", ...row, id: Number(row.id) }));
}

/** Finished lately with people left behind: somebody may correct the cause and retry. */
async function notSentAttention(): Promise<Attention[]> {
  const { rows } = await db.execute<{ id: string; name: string; count: number }>(sql`
    select c.id, c.name, s.failed as count
    from campaigns c join campaign_stats s on s.campaign_id = c.id
    where c.status = 'completed_with_failures' and s.failed > 0
      and c.kind in ('marketing', 'information') and c.archived_at is null
      and c.finished_at > now() - interval '3 days'
    order by c.finished_at desc limit 3`);
  return rows.map((row) => ({ kind: "not_sent", ...row, id: Number(row.id) }));
}

async function senderAttention(): Promise<Attention[]> {
  if (deliveryMode().mode === "local") return [];
  const senders = await listSenders();
  return senders
    .filter(({ identityState }) => identityState === "unverified")
    .map(({ email }) => ({ kind: "sender_unverified", email }));
}

async function importAttention(): Promise<Attention[]> {
  const rows = await db
    .select({ id: imports.id, fileName: imports.fileName, status: imports.status })
    .from(imports)
    .where(
      and(
        inArray(imports.status, ["uploaded", "failed"]),
        gt(imports.createdAt, sql`now() - interval '7 days'`),
      ),
    )
    .orderBy(desc(imports.id))
    .limit(3);
  return rows.map(({ id, fileName, status }) => ({
    kind: status === "failed" ? "import_failed" : "import_open",
    id,
    fileName,
  }));
}
