import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { expectMemory } from "@/lib/count-planner";
import { type AudienceDefinition, audienceSql } from "@/lib/delivery/audience";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import type { Locale } from "@/lib/domain/locale";

export type WorstCase = "longest_name" | "most_missing" | "other_script";

export type SampledPerson = {
  id: number;
  name: string;
  email: string;
  /** Why this one is worth a look; none for those that simply get the mail. */
  cases: WorstCase[];
  /** Fields without a fallback that have no value: such a person is skipped. */
  missing: string[];
};

export type AudienceSample = {
  people: SampledPerson[];
  /** How many contacts were looked at, in the audience or not. */
  sampled: number;
  isWhole: boolean;
};

/** A few thousand contacts answer in tens of milliseconds, however many there are. */
const sampleSize = 3_000;
const ordinary = 17;

/**
 * The people that a mail goes wrong with first: the longest name, the most empty values, a name in
 * another script than the mail's. Looked for in a sample of the contacts (whole pages of the table,
 * the same ones each time), because the longest name of a million would have to be read a million
 * times; up to a few thousand contacts it is everybody.
 */
export async function sampleAudience(
  definition: AudienceDefinition,
  { fields, locale, seed }: { fields: readonly string[]; locale: Locale; seed: number },
): Promise<AudienceSample> {
  const { ids, isWhole } = await sampleContacts(seed);
  if (ids.length === 0) return { people: [], sampled: 0, isWhole };
  const audience = await audienceSql(definition);
  const rows = await db.transaction(async (tx) => {
    await expectMemory(tx);
    const found = await tx.execute<Row>(
      worstCasesSql({ ids, definition, fields, locale, audience }),
    );
    return found.rows;
  });
  const people = rows.map(readPerson).toSorted((a, b) => rankOf(a) - rankOf(b));
  return { people, sampled: ids.length, isWhole };
}

type Row = {
  id: string;
  email: string;
  name: string;
  missing: string[];
  longest: boolean;
  emptiest: boolean;
  foreign_name: boolean;
};

function readPerson(row: Row): SampledPerson {
  return {
    id: Number(row.id),
    name: row.name,
    email: row.email,
    missing: row.missing,
    cases: [
      ...(row.longest ? (["longest_name"] as const) : []),
      ...(row.emptiest ? (["most_missing"] as const) : []),
      ...(row.foreign_name ? (["other_script"] as const) : []),
    ],
  };
}

/** By lookups only, a contact of the sample at a time; a test holds that no table is read as a whole. */
export function worstCasesSql({
  ids,
  definition: { requiredFields },
  audience,
  fields,
  locale,
}: {
  ids: number[];
  definition: AudienceDefinition;
  audience: SQL;
  fields: readonly string[];
  locale: Locale;
}): SQL {
  const missing = requiredFields.map(
    (field) => sql`case when ${fieldIsBlank(field)} then ${field}::text end`,
  );
  const blanks = fields.map((field) => sql`(${fieldIsBlank(field)})::int`);
  return sql`
    with people as materialized (
      select contact_id, audience.email, audience.name, skip_reason,
        ${sql.join([sql`0`, ...blanks], sql` + `)} as blanks,
        array_remove(array[${sql.join([sql`null`, ...missing], sql`, `)}]::text[], null) as missing,
        ${isInOtherScript(sql`audience.name`, locale)} as is_foreign
      from (${audience}) audience join contacts on contacts.id = contact_id
      where contact_id = any(${sql.param(ids)}::bigint[])
        and (skip_reason is null or skip_reason = 'missing_value')
    ), longest as (
      select contact_id from people where skip_reason is null and name <> ''
      order by char_length(name) desc, contact_id limit 1
    ), emptiest as (
      select contact_id from people where blanks > 0 order by blanks desc, contact_id limit 1
    ), other as (
      select contact_id from people where skip_reason is null and is_foreign
      order by char_length(name) desc, contact_id limit 1
    ), usual as (
      select contact_id from people where skip_reason is null order by contact_id limit ${ordinary}
    )
    select contact_id as id, email, name, missing,
      contact_id in (select contact_id from longest) as longest,
      contact_id in (select contact_id from emptiest) as emptiest,
      contact_id in (select contact_id from other) as foreign_name
    from people
    where contact_id in (select contact_id from longest union select contact_id from emptiest
      union select contact_id from other union select contact_id from usual)
    order by contact_id`;
}

/** Ids of some pages of the table; of a small table all of them. */
async function sampleContacts(seed: number): Promise<{ ids: number[]; isWhole: boolean }> {
  // As the planner knows it: near enough, and free. -1 = nobody has counted yet.
  const { rows } = await db.execute<{ rows: number }>(
    sql`select reltuples::float8 as rows from pg_class where oid = 'contacts'::regclass`,
  );
  const total = Number(rows[0]?.rows ?? -1);
  const isSmall = total < sampleSize * 2;
  const share = Math.min(100, (sampleSize / Math.max(total, 1)) * 100);
  const source = isSmall
    ? sql`contacts`
    : sql`contacts tablesample system (${sql.raw(share.toFixed(6))}) repeatable (${sql.raw(String(Math.trunc(seed)))})`;
  const found = await db.execute<{ id: string }>(
    sql`select id from ${source} limit ${sampleSize * 2}`,
  );
  const ids = found.rows.map(({ id }) => Number(id));
  return { ids, isWhole: isSmall && ids.length < sampleSize * 2 };
}

/** Particles after a Latin name read wrongly in a Korean mail; a Korean name in an English one too. */
function isInOtherScript(name: SQL, locale: Locale): SQL {
  return locale === "ko"
    ? sql`(${name} ~ '[[:alpha:]]' and ${name} !~ '[가-힣]')`
    : sql`(${name} ~ '[[:alpha:]]' and ${name} !~ '[A-Za-z]')`;
}

function rankOf({ cases }: SampledPerson): number {
  const ranks = { most_missing: 0, longest_name: 1, other_script: 2 } as const;
  return Math.min(3, ...cases.map((one) => ranks[one]));
}
