import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { SyncPerson } from "@/lib/domain/sync-line";

export type Upserted = {
  line: number;
  contactId: number | null; // null: erased, and does not come back
  result: "created" | "updated" | "unchanged" | "outdated" | "erased";
  isSuppressed: boolean;
};

/**
 * Creates and changes contacts; no address occurs twice. Fields that were not sent stay, and a row
 * that is older than what a sync job said last changes nothing.
 */
export async function upsertPeople(
  tx: Database,
  people: SyncPerson[],
  { keyId }: { keyId: number },
): Promise<Upserted[]> {
  const input = sql`jsonb_to_recordset(${JSON.stringify(people.map(toRow))}::jsonb) as i(
    line int, email text, email_normalized text, fields jsonb, properties jsonb,
    updated_at timestamptz)`;
  const { rows: created } = await tx.execute<{ email_normalized: string }>(sql`
    insert into contacts (email, email_normalized, name, first_name, last_name, phone, properties,
      source, source_updated_at)
    select email, email_normalized, coalesce(fields->>'name', ''), fields->>'first_name',
      fields->>'last_name', fields->>'phone', jsonb_strip_nulls(properties), ${`api:${keyId}`},
      updated_at
    from ${input} order by email_normalized
    on conflict (email_normalized) do nothing
    returning email_normalized`);
  const isNew = sql.param(created.map((row) => row.email_normalized));
  // In the order of imports, so that no two of them can wait for each other for good.
  await tx.execute(sql`
    select id from contacts
    where email_normalized = any(${sql.param(people.map((person) => person.emailNormalized))}::text[])
    order by email_normalized for update`);
  const { rows: updated } = await tx.execute<{ line: number }>(sql`
    update contacts c set
      name = coalesce(i.fields->>'name', c.name),
      first_name = case when i.fields ? 'first_name' then i.fields->>'first_name' else c.first_name end,
      last_name = case when i.fields ? 'last_name' then i.fields->>'last_name' else c.last_name end,
      phone = case when i.fields ? 'phone' then i.fields->>'phone' else c.phone end,
      properties = jsonb_strip_nulls(c.properties || i.properties),
      source_updated_at = coalesce(i.updated_at, c.source_updated_at),
      updated_at = now()
    from ${input}
    where c.email_normalized = i.email_normalized
      and c.email_normalized <> all(${isNew}::text[])
      and (i.updated_at >= c.source_updated_at or i.updated_at is null or c.source_updated_at is null)
      and (coalesce(i.fields->>'name', c.name), jsonb_strip_nulls(c.properties || i.properties),
        case when i.fields ? 'first_name' then i.fields->>'first_name' else c.first_name end,
        case when i.fields ? 'last_name' then i.fields->>'last_name' else c.last_name end,
        case when i.fields ? 'phone' then i.fields->>'phone' else c.phone end)
      is distinct from (c.name, c.properties, c.first_name, c.last_name, c.phone)
    returning i.line`);
  const outcome = await readOutcome(tx, people, { isNew, updated: updated.map((row) => row.line) });
  await noteVersions(tx, people);
  return outcome;
}

/** What is as it was before is as new as the job says nevertheless. */
async function noteVersions(tx: Database, people: SyncPerson[]): Promise<void> {
  const dated = people.filter(({ updatedAt }) => updatedAt !== null);
  await tx.execute(sql`
    update contacts c set source_updated_at = i.updated_at
    from unnest(${sql.param(dated.map((person) => person.emailNormalized))}::text[],
      ${sql.param(dated.map((person) => person.updatedAt?.toISOString()))}::timestamptz[]
    ) as i(email_normalized, updated_at)
    where c.email_normalized = i.email_normalized
      and (c.source_updated_at is null or c.source_updated_at < i.updated_at)`);
}

async function readOutcome(
  tx: Database,
  people: SyncPerson[],
  { isNew, updated }: { isNew: ReturnType<typeof sql.param>; updated: number[] },
): Promise<Upserted[]> {
  const { rows } = await tx.execute<{
    line: number;
    contact_id: string | null;
    result: Upserted["result"];
    is_suppressed: boolean;
  }>(sql`
    select i.line, c.id as contact_id,
      case when c.id is null then 'erased'
        when i.email_normalized = any(${isNew}::text[]) then 'created'
        when i.line = any(${sql.param(updated)}::int[]) then 'updated'
        when i.updated_at < c.source_updated_at then 'outdated'
        else 'unchanged' end as result,
      exists (
        select 1 from suppressions s where s.email_normalized = i.email_normalized
      ) as is_suppressed
    from unnest(${sql.param(people.map((person) => person.line))}::int[],
      ${sql.param(people.map((person) => person.emailNormalized))}::text[],
      ${sql.param(people.map((person) => person.updatedAt?.toISOString() ?? null))}::timestamptz[]
    ) as i(line, email_normalized, updated_at)
    left join contacts c on c.email_normalized = i.email_normalized`);
  return rows.map((row) => ({
    line: row.line,
    contactId: row.contact_id === null ? null : Number(row.contact_id),
    result: row.result,
    isSuppressed: row.is_suppressed,
  }));
}

function toRow({ line, email, emailNormalized, fields, properties, updatedAt }: SyncPerson) {
  return {
    line,
    email,
    email_normalized: emailNormalized,
    fields,
    properties,
    updated_at: updatedAt,
  };
}
