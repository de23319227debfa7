import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { Evidence } from "@/lib/consents";
import { truncateIp } from "@/lib/domain/truncate-ip";
import { resubscribe, setSubscriptions, unsubscribeFromEverything } from "@/lib/subscriptions";
import { hasRefusedEverything, listPreferenceTopics, type MailOwner } from "./mail-owner";
import type { PreferenceChange } from "./preference-form";

/** What really changed; enough to tell the person and to take it back. */
export type PreferenceOutcome = {
  on: number[];
  off: number[];
  everything: "refused" | "allowed" | "same";
};

const nothing: PreferenceOutcome = { on: [], off: [], everything: "same" };

/** Applies a change with its evidence in one transaction. Asking twice changes nothing twice. */
export async function applyPreferences(
  owner: MailOwner,
  change: PreferenceChange,
  evidence: Evidence,
): Promise<PreferenceOutcome> {
  return db.transaction(async (tx) => {
    const outcome = await apply(owner, change, evidence, tx);
    const isRefusal = outcome.off.length > 0 || outcome.everything === "refused";
    if (change.kind === "one_click" || (isRefusal && change.kind !== "undo")) {
      await recordUnsubscribe(owner, outcome, evidence, tx);
    }
    return outcome;
  });
}

async function apply(
  owner: MailOwner,
  change: PreferenceChange,
  evidence: Evidence,
  tx: Database,
): Promise<PreferenceOutcome> {
  switch (change.kind) {
    case "one_click":
    case "topic":
      return owner.topicId === null || owner.contactId === null
        ? refuseEverything(owner, evidence, tx)
        : {
            ...nothing,
            off: await switchTopics(owner, [owner.topicId], "unsubscribed", evidence, tx),
          };
    case "save":
      return change.all
        ? refuseEverything(owner, evidence, tx)
        : saveTopics(owner, change, evidence, tx);
    case "undo":
      return undo(owner, change, evidence, tx);
  }
}

async function refuseEverything(
  owner: MailOwner,
  evidence: Evidence,
  tx: Database,
): Promise<PreferenceOutcome> {
  const { isNew, topicIds } = await unsubscribeFromEverything({ ...owner, evidence }, tx);
  return { on: [], off: topicIds, everything: isNew || topicIds.length > 0 ? "refused" : "same" };
}

/**
 * A box left empty that was empty before is no refusal: only what the person changed counts. Notices
 * that come without an answer have a box of their own for refusing them.
 */
async function saveTopics(
  owner: MailOwner,
  { chosen, stopped }: { chosen: number[]; stopped: number[] },
  evidence: Evidence,
  tx: Database,
): Promise<PreferenceOutcome> {
  const topics = await listPreferenceTopics(owner, tx);
  const wanted = topics.filter((topic) => chosen.includes(topic.id)).map((topic) => topic.id);
  const unwanted = topics.filter(
    ({ id, isOn, isByDefault }) =>
      !wanted.includes(id) && (isOn || (isByDefault && stopped.includes(id))),
  );
  const isAllowed = wanted.length > 0 && (await hasRefusedEverything(owner, tx));
  if (isAllowed) await resubscribe({ ...owner, topicIds: [], evidence }, tx);
  const on = await switchTopics(owner, wanted, "subscribed", evidence, tx);
  const off = unwanted.map((topic) => topic.id);
  return {
    on,
    off: await switchTopics(owner, off, "unsubscribed", evidence, tx),
    everything: isAllowed ? "allowed" : "same",
  };
}

async function undo(
  owner: MailOwner,
  change: Extract<PreferenceChange, { kind: "undo" }>,
  evidence: Evidence,
  tx: Database,
): Promise<PreferenceOutcome> {
  if (change.everything === "set") return refuseEverything(owner, evidence, tx);
  const wasRefused = change.everything === "lift" && (await hasRefusedEverything(owner, tx));
  if (wasRefused) await resubscribe({ ...owner, topicIds: [], evidence }, tx);
  // The form came from a browser: only topics that this page may show.
  const shown = (await listPreferenceTopics(owner, tx)).map((topic) => topic.id);
  const may = (ids: number[]) => ids.filter((id) => shown.includes(id));
  return {
    on: await switchTopics(owner, may(change.on), "subscribed", evidence, tx),
    off: await switchTopics(owner, may(change.off), "unsubscribed", evidence, tx),
    everything: wasRefused ? "allowed" : "same",
  };
}

async function switchTopics(
  { contactId }: MailOwner,
  topicIds: number[],
  status: "subscribed" | "unsubscribed",
  evidence: Evidence,
  tx: Database,
): Promise<number[]> {
  if (contactId === null) return [];
  return setSubscriptions({ contactId, topicIds, status, evidence }, tx);
}

/** For the report: the mail that made somebody leave, once. */
async function recordUnsubscribe(
  { target, topicId }: MailOwner,
  outcome: PreferenceOutcome,
  evidence: Evidence,
  tx: Database,
): Promise<void> {
  const payload = JSON.stringify({
    source: evidence.source,
    topicIds: outcome.off.length > 0 ? outcome.off : [topicId].filter((id) => id !== null),
    everything: outcome.everything === "refused",
    ip: truncateIp(evidence.ip ?? ""),
    userAgent: evidence.userAgent ?? "",
  });
  await tx.execute(sql`
    with stamped as (
      update recipients set unsubscribed_at = coalesce(unsubscribed_at, now())
      where campaign_id = ${target.campaignId}::bigint and id = ${target.recipientId}::bigint
      returning campaign_id, id
    ), marked as (
      insert into stats_due (campaign_id) select campaign_id from stamped
    )
    insert into email_events (dedupe_key, type, campaign_id, recipient_id, occurred_at, payload)
    select 'unsubscribe:' || campaign_id || ':' || id, 'unsubscribe', campaign_id, id, now(),
      ${payload}::jsonb
    from stamped
    on conflict (campaign_id, dedupe_key) do nothing`);
}
