import { eq, sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { duplicateGroups, duplicateSearches } from "@/db/schema/duplicates";
import { enqueueControl } from "@/lib/aws/sqs";
import {
  type DuplicateKey,
  formatDuplicateKey,
  parseDuplicateKey,
} from "@/lib/domain/duplicate-key";
import { listProperties } from "@/lib/properties";

/** A key that so many share is a shop's number or a default, not a person. */
export const shownMembers = 10;

/** +82 10-1234-5678 and 010 1234 5678 are one number. */
export function duplicateValueSql(key: DuplicateKey): SQL {
  if (key.by === "property") return sql`lower(btrim(properties ->> ${key.key}::text))`;
  const number = sql`regexp_replace(translate(phone, '+-(). ', ''), '^(00)?820?', '0')`;
  return sql`case when length(${number}) >= 8 then ${number} end`;
}

function hasKey(key: DuplicateKey): SQL {
  return key.by === "phone" ? sql`phone is not null` : sql`properties ? ${key.key}::text`;
}

/** Asks the runner to look through all contacts; once, however many ask. */
export async function requestDuplicates(key: DuplicateKey): Promise<void> {
  const name = formatDuplicateKey(key);
  await db
    .insert(duplicateSearches)
    .values({ key: name, requestedAt: sql`now()` })
    .onConflictDoUpdate({ target: duplicateSearches.key, set: { requestedAt: sql`now()` } });
  await enqueueControl({ v: 1, type: "duplicates", key: name });
}

/**
 * Looks through all contacts for those that share a value, and keeps the groups: about a second a
 * million, which a page must not wait for. A second call at the same time waits and finds it done.
 */
export async function searchDuplicates(name: string): Promise<void> {
  const key = parseDuplicateKey(name);
  if (!key) return;
  await db.transaction(async (tx) => {
    const [search] = await tx
      .select({ requestedAt: duplicateSearches.requestedAt })
      .from(duplicateSearches)
      .where(eq(duplicateSearches.key, name))
      .for("update");
    if (!search || search.requestedAt === null) return;
    await tx.delete(duplicateGroups).where(eq(duplicateGroups.key, name));
    await tx.execute(sql`
      insert into duplicate_groups (key, value, contact_count, contact_ids)
      select ${name}, value, count(*), (array_agg(id order by id))[1:${sql.raw(String(shownMembers))}]
      from (select id, ${duplicateValueSql(key)} as value from contacts where ${hasKey(key)}) keyed
      where value is not null and value <> '' and octet_length(value) <= 1000
      group by value having count(*) > 1`);
    await tx
      .update(duplicateSearches)
      .set({ searchedAt: sql`now()`, requestedAt: null })
      .where(eq(duplicateSearches.key, name));
  });
}

/**
 * For the tick: phone numbers, and properties somebody asked for once, are looked through again
 * every day; a search whose message was lost is called again; that of a retired property is dropped.
 */
export async function refreshDuplicates(): Promise<void> {
  const keys = (await listProperties()).map(({ key }) =>
    formatDuplicateKey({ by: "property", key }),
  );
  await db.execute(sql`
    delete from duplicate_searches where key <> 'phone' and key <> all(${sql.param(keys)}::text[])`);
  await db.insert(duplicateSearches).values({ key: "phone" }).onConflictDoNothing();
  const { rows } = await db.execute<{ key: string }>(sql`
    update duplicate_searches set requested_at = now()
    where coalesce(requested_at < now() - interval '5 minutes',
      searched_at is null or searched_at < now() - interval '1 day')
    returning key`);
  for (const { key } of rows) await enqueueControl({ v: 1, type: "duplicates", key });
}
