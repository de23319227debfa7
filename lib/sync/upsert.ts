import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import type { PropertyValues } from "@/db/schema/audience";
import { groupBy } from "@/lib/domain/group-by";
import { foldLines, type LineResult, type SyncFold, type SyncState } from "@/lib/domain/sync-fold";
import type { SyncPerson } from "@/lib/domain/sync-line";

export type Upserted = {
  contactId: number | null; // null: erased, and does not come back
  result: LineResult | "erased";
  isSuppressed: boolean;
};

type Row = { id: number; isSuppressed: boolean; state: SyncState };

/**
 * Creates and changes contacts; the answer is by line. All lines of an address are one write,
 * however many there are. Fields that were not sent stay, and a line that is older than what a sync
 * job said last changes nothing.
 */
export async function upsertPeople(
  tx: Database,
  people: SyncPerson[],
  { keyId }: { keyId: number },
): Promise<Map<number, Upserted>> {
  const groups = groupBy(people, ({ emailNormalized }) => emailNormalized);
  const fresh = new Map(
    [...groups].map(([address, lines]) => [address, foldLines(lines, undefined)]),
  );
  const created = await insertFresh(tx, { groups, fresh, keyId });
  const rows = await lockRows(tx, [...groups.keys()]);
  const changed: { id: number; fold: SyncFold }[] = [];
  const answers = new Map<number, Upserted>();
  for (const [address, lines] of groups) {
    const row = rows.get(address);
    const isNew = created.has(address);
    const fold = isNew ? fresh.get(address) : foldLines(lines, row?.state);
    for (const { line } of lines) {
      answers.set(line, {
        contactId: row?.id ?? null,
        result: row === undefined ? "erased" : (fold?.results.get(line) ?? "unchanged"),
        isSuppressed: row?.isSuppressed ?? false,
      });
    }
    if (row && fold && !isNew && isWorthWriting(fold, row.state))
      changed.push({ id: row.id, fold });
  }
  await updateKnown(tx, changed);
  return answers;
}

/** What is as it was before is as new as the job says nevertheless. */
function isWorthWriting({ results, state }: SyncFold, was: SyncState): boolean {
  return isUpdated(results) || state.updatedAt?.getTime() !== was.updatedAt?.getTime();
}

function isUpdated(results: SyncFold["results"]): boolean {
  return [...results.values()].includes("updated");
}

async function insertFresh(
  tx: Database,
  {
    groups,
    fresh,
    keyId,
  }: { groups: Map<string, SyncPerson[]>; fresh: Map<string, SyncFold>; keyId: number },
): Promise<Set<string>> {
  const input = [...groups].map(([address, [first]]) => ({
    ...toColumns(fresh.get(address)),
    email: first?.email,
    email_normalized: address,
  }));
  const { rows } = await tx.execute<{ email_normalized: string }>(sql`
    insert into contacts (email, email_normalized, name, first_name, last_name, phone, properties,
      source, source_updated_at)
    select email, email_normalized, name, first_name, last_name, phone,
      jsonb_strip_nulls(properties), ${`api:${keyId}`}, updated_at
    from jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as i(
      email text, email_normalized text, name text, first_name text, last_name text, phone text,
      properties jsonb, updated_at timestamptz)
    order by email_normalized
    on conflict (email_normalized) do nothing
    returning email_normalized`);
  return new Set(rows.map((row) => row.email_normalized));
}

/** In the order of imports, so that no two of them can wait for each other for good. */
async function lockRows(tx: Database, addresses: string[]): Promise<Map<string, Row>> {
  const { rows } = await tx.execute<{
    id: string;
    email_normalized: string;
    name: string;
    first_name: string | null;
    last_name: string | null;
    phone: string | null;
    properties: PropertyValues;
    source_updated_at: string | null;
    is_suppressed: boolean;
  }>(sql`
    select id, email_normalized, name, first_name, last_name, phone, properties,
      source_updated_at::text,
      exists (
        select 1 from suppressions s where s.email_normalized = contacts.email_normalized
      ) as is_suppressed
    from contacts where email_normalized = any(${sql.param(addresses)}::text[])
    order by email_normalized for update`);
  return new Map(
    rows.map((row) => {
      const { name, phone, properties } = row;
      const at = row.source_updated_at;
      const updatedAt = at === null ? null : new Date(at);
      const names = { name, firstName: row.first_name, lastName: row.last_name };
      const state = { ...names, phone, properties, updatedAt };
      return [row.email_normalized, { id: Number(row.id), isSuppressed: row.is_suppressed, state }];
    }),
  );
}

async function updateKnown(tx: Database, changed: { id: number; fold: SyncFold }[]): Promise<void> {
  if (changed.length === 0) return;
  const input = changed.map(({ id, fold }) => ({
    ...toColumns(fold),
    id,
    is_changed: isUpdated(fold.results),
  }));
  await tx.execute(sql`
    update contacts c set name = i.name, first_name = i.first_name, last_name = i.last_name,
      phone = i.phone, properties = jsonb_strip_nulls(c.properties || i.properties),
      source_updated_at = i.updated_at,
      updated_at = case when i.is_changed then now() else c.updated_at end
    from jsonb_to_recordset(${JSON.stringify(input)}::jsonb) as i(
      id bigint, name text, first_name text, last_name text, phone text, properties jsonb,
      updated_at timestamptz, is_changed boolean)
    where c.id = i.id`);
}

function toColumns(fold: SyncFold | undefined) {
  return {
    name: fold?.state.name,
    first_name: fold?.state.firstName,
    last_name: fold?.state.lastName,
    phone: fold?.state.phone,
    properties: fold?.properties,
    updated_at: fold?.state.updatedAt,
  };
}
