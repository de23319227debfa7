import { sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { CampaignKind } from "@/db/schema/campaigns";
import { applyReports } from "@/lib/delivery/apply-reports";
import { keepPoison } from "@/lib/delivery/poison";
import { countMailboxReports } from "@/lib/delivery/slowdown";
import { suppressLate } from "@/lib/delivery/suppress";
import { isOurs } from "@/lib/domain/recipient-report";
import type { SesEvent } from "@/lib/domain/ses-event";
import { log } from "@/lib/log";

/**
 * Stores a batch of reports and brings the ledger up to date, in one transaction. Applying any
 * events in any order, any number of times, ends in the same state: each timestamp keeps the
 * earliest report, and a report is applied by the batch that stored it or again without effect.
 * What the database refuses to keep is found by halving, and stops nothing else.
 */
export async function recordEvents(events: SesEvent[]): Promise<void> {
  const unique = [...new Map(events.map((event) => [event.dedupeKey, event])).values()];
  if (unique.length > 0) await recordUnique(unique);
}

async function recordUnique(events: SesEvent[], triesLeft = 3): Promise<void> {
  try {
    await db.transaction(async (tx) => await recordBatch(tx, events));
  } catch (error) {
    const code = sqlStateOf(error);
    // Somebody else held these rows in another order; nothing of ours is written yet.
    if ((code === "40P01" || code === "40001") && triesLeft > 0)
      return await recordUnique(events, triesLeft - 1);
    if (!isRefusal(code)) throw error;
    await divide(events, code);
  }
}

async function divide(events: SesEvent[], code: string): Promise<void> {
  const [only, ...others] = events;
  if (only === undefined) return;
  if (others.length > 0) {
    const middle = Math.ceil(events.length / 2);
    await recordUnique(events.slice(0, middle));
    return await recordUnique(events.slice(middle));
  }
  log.error({ code, type: only.type }, "a report that the database does not take was set aside");
  await keepPoison([{ messageId: only.sesMessageId ?? "", body: only.json, reason: code }]);
  // What it says still counts, without what cannot be kept.
  if (only.json !== unreadable) await recordUnique([{ ...only, json: unreadable }]);
}

const unreadable = '{"setAside":true}';

/** A value that no column takes (22), or a text deeper than the server's stack (54). */
function isRefusal(code: string): boolean {
  return code.startsWith("22") || code.startsWith("54");
}

function sqlStateOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const isCoded = typeof cause === "object" && cause !== null && "code" in cause;
  return isCoded && typeof cause.code === "string" ? cause.code : "";
}

async function recordBatch(tx: Database, events: SesEvent[]): Promise<void> {
  const ledgers = await findLedgers(tx, events);
  await storeEvents(tx, events, ledgers);
  const ours = events.filter(isOurs);
  const isTransactional = (id: number) => ledgers.get(id)?.kind === "transactional";
  const open = ours.filter(({ campaignId }) => ledgers.get(campaignId)?.isArchived === false);
  if (open.length > 0) await applyReports(tx, open, isTransactional);
  await countMailboxReports(tx, open);
  const late = ours.filter(({ campaignId }) => ledgers.get(campaignId)?.isArchived === true);
  if (late.length > 0) await suppressLate(tx, late);
}

type Ledgers = ReadonlyMap<number | null, { kind: CampaignKind; isArchived: boolean }>;

/** Which of the batch's campaigns are there; of an archived one the rows are gone. */
async function findLedgers(tx: Database, events: SesEvent[]): Promise<Ledgers> {
  const ids = [...new Set(events.map((event) => event.campaignId))].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const { rows } = await tx.execute<{ id: string; kind: CampaignKind; archived: boolean }>(sql`
    select c.id, c.kind, s.frozen_at is not null as archived
    from campaigns c left join campaign_stats s on s.campaign_id = c.id
    where c.id = any(${sql.param(ids)}::bigint[])`);
  return new Map(
    rows.map(({ id, kind, archived }) => [Number(id), { kind, isArchived: archived }]),
  );
}

/**
 * Of a campaign without a ledger here they are kept under 0; the tags stay in the payload. The
 * payloads travel as one JSON text: in an array of texts each of their quotes would be escaped.
 */
async function storeEvents(tx: Database, events: SesEvent[], ledgers: Ledgers): Promise<void> {
  const idOf = ({ campaignId }: SesEvent) =>
    ledgers.get(campaignId)?.isArchived === false ? campaignId : 0;
  await tx.execute(sql`
    insert into email_events (dedupe_key, type, campaign_id, recipient_id, attempt_id,
      ses_message_id, occurred_at, payload)
    select * from rows from (
      unnest(${sql.param(events.map((event) => event.dedupeKey))}::text[]),
      unnest(${sql.param(events.map((event) => event.type))}::email_event_type[]),
      unnest(${sql.param(events.map(idOf))}::bigint[]),
      unnest(${sql.param(events.map((event) => event.recipientId))}::bigint[]),
      unnest(${sql.param(events.map((event) => event.attemptId))}::uuid[]),
      unnest(${sql.param(events.map((event) => event.sesMessageId))}::text[]),
      unnest(${sql.param(events.map((event) => event.occurredAt.toISOString()))}::timestamptz[]),
      jsonb_array_elements(${`[${events.map((event) => event.json).join(",")}]`}::jsonb))
    on conflict (campaign_id, dedupe_key) do nothing`);
}
