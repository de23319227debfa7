import { sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { listMergedIds } from "@/lib/contact-history";
import type { TimelineCursor } from "@/lib/domain/timeline-cursor";

/** One thing that happened to or was done by a contact. */
export type TimelineEntry = {
  key: string;
  at: Date;
  kind: "mail" | "event" | "consent" | "import" | "change";
  /** Of a mail its status, of an event its type, of a consent granted or withdrawn, of a change the act. */
  what: string;
  /** The campaign's, topic's, file's or user's name. */
  name: string;
  /** Of the page that shows more, by kind: campaign and recipient, or import. */
  campaignId: number | null;
  recipientId: number | null;
  importId: number | null;
  /** The reason a mail was skipped, the source of a consent, the fields of a change. */
  detail: string;
};

const pageSize = 30;

/**
 * Everything about one person, newest first: mails, what was reported of them, answers, imports,
 * changes by hand; of contacts merged into this one too. Each part is read by its own index and no
 * further than a page.
 */
export async function listTimeline(
  contactId: number,
  { before, limit = pageSize }: { before?: TimelineCursor | undefined; limit?: number } = {},
): Promise<{ entries: TimelineEntry[]; next: TimelineCursor | undefined }> {
  const ids = [contactId, ...(await listMergedIds(contactId))];
  const parts = [mails, events, answers, importsOf, changes].map((part) => {
    const { select, at } = part(ids);
    const beyond = before === undefined ? sql`` : sql` and ${at} <= ${before.at}::timestamptz`;
    // More than the page, because of those that share the cursor's instant.
    return sql`(${select}${beyond} order by ${at} desc limit ${limit + 50}::int)`;
  });
  const after =
    before === undefined
      ? sql``
      : sql`where (at, key) < (${before.at}::timestamptz, ${before.key})`;
  const { rows } = await db.execute<RawEntry>(sql`
    select *, at::text as at_text from (${sql.join(parts, sql` union all `)}) entries
    ${after} order by at desc, key desc limit ${limit + 1}::int`);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    entries: page.map(toEntry),
    next: last && { at: last.at_text, key: last.key },
  };
}

type Part = { select: SQL; at: SQL };

function mails(ids: number[]): Part {
  const at = sql`coalesce(r.sent_at, r.failed_at, r.created_at)`;
  return {
    at,
    select: sql`select 'mail:' || r.campaign_id || ':' || r.id as key, ${at} as at, 'mail' as kind,
        r.status::text as what, coalesce(nullif(c.name, ''), c.subject) as name,
        r.campaign_id, r.id as recipient_id, null::bigint as import_id,
        coalesce(r.skip_reason::text, r.error_code, '') as detail
      from recipients r join campaigns c on c.id = r.campaign_id
      where r.contact_id = any(${sql.param(ids)}::bigint[])`,
  };
}

function events(ids: number[]): Part {
  return {
    at: sql`e.occurred_at`,
    select: sql`select 'event:' || md5(e.campaign_id || e.dedupe_key) as key, e.occurred_at as at,
        'event' as kind, e.type::text as what, coalesce(nullif(c.name, ''), c.subject) as name,
        e.campaign_id, e.recipient_id, null::bigint as import_id,
        coalesce(e.payload->>'url', '') as detail
      from recipients r
      join email_events e on e.campaign_id = r.campaign_id and e.recipient_id = r.id
      join campaigns c on c.id = r.campaign_id
      where r.contact_id = any(${sql.param(ids)}::bigint[]) and e.type <> 'send'`,
  };
}

function answers(ids: number[]): Part {
  return {
    at: sql`k.given_at`,
    select: sql`select 'consent:' || k.id as key, k.given_at as at, 'consent' as kind,
        k.action::text as what, coalesce(t.name, '') as name, k.campaign_id, k.recipient_id,
        k.import_id, k.source as detail
      from consents k left join topics t on t.id = k.topic_id
      where k.contact_id = any(${sql.param(ids)}::bigint[]) and k.undone_at is null`,
  };
}

function importsOf(ids: number[]): Part {
  const at = sql`coalesce(i.finished_at, i.created_at)`;
  return {
    at,
    select: sql`select 'import:' || i.id as key, ${at} as at, 'import' as kind, 'import' as what,
        i.file_name as name, null::bigint as campaign_id, null::bigint as recipient_id,
        i.id as import_id, '' as detail
      from import_contacts m join imports i on i.id = m.import_id
      where m.contact_id = any(${sql.param(ids)}::bigint[])`,
  };
}

function changes(ids: number[]): Part {
  const subjects = ids.map((id) => `contact:${id}`);
  return {
    at: sql`a.at`,
    select: sql`select 'change:' || a.id as key, a.at, 'change' as kind, a.action as what,
        coalesce(nullif(u.name, ''), u.email, '') as name, null::bigint as campaign_id,
        null::bigint as recipient_id, null::bigint as import_id,
        coalesce((select string_agg(value, ', ') from jsonb_array_elements_text(
          case when jsonb_typeof(a.details->'fields') = 'array' then a.details->'fields' else '[]' end)), '') as detail
      from audit_log a left join users u on u.id = a.user_id
      where a.subject = any(${sql.param(subjects)}::text[])`,
  };
}

type RawEntry = {
  key: string;
  at: Date | string;
  at_text: string;
  kind: TimelineEntry["kind"];
  what: string;
  name: string;
  campaign_id: string | null;
  recipient_id: string | null;
  import_id: string | null;
  detail: string;
};

function toEntry(row: RawEntry): TimelineEntry {
  const id = (text: string | null) => (text === null ? null : Number(text));
  return {
    key: row.key,
    at: new Date(row.at),
    kind: row.kind,
    what: row.what,
    name: row.name,
    campaignId: id(row.campaign_id),
    recipientId: id(row.recipient_id),
    importId: id(row.import_id),
    detail: row.detail,
  };
}
