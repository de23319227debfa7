import { sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { hasTrigram, type SearchWord } from "@/lib/domain/search-words";

/** Who looks: viewers see masked addresses and therefore may not find them out by searching. */
export type ListScope = { mayReadAddresses: boolean };

/** Up to here reading every contact is quicker than any index. */
const smallTable = 50_000;

/** Contact ids are looked through in windows of this many, each a key of the search index. */
const windowBits = 15;

/** How many contacts there are, about; exact for small tables. */
export async function estimateContacts(): Promise<{ count: number; isExact: boolean }> {
  const { rows } = await db.execute<{ estimate: number }>(
    sql`select reltuples::float8 as estimate from pg_class where oid = 'contacts'::regclass`,
  );
  const estimate = rows[0]?.estimate ?? -1; // -1: never analysed
  if (estimate > smallTable) return { count: Math.round(estimate), isExact: false };
  // The statistics may be old: looking no further than the limit is cheap and never wrong.
  const counted = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from (select 1 from contacts limit ${smallTable + 1}::int) found`,
  );
  const count = counted.rows[0]?.n ?? 0;
  if (count <= smallTable) return { count, isExact: true };
  return { count: Math.max(count, Math.round(estimate)), isExact: false };
}

export async function isLargeTable(): Promise<boolean> {
  return !(await estimateContacts()).isExact;
}

/** Over `contacts`: has the word in name, address or phone number. Reads every row it is asked of. */
export function containsWord(word: SearchWord, { mayReadAddresses }: ListScope): SQL {
  const pattern = `%${escapeLike(word.text)}%`;
  const byName = sql`contacts.name ilike ${pattern}`;
  if (!mayReadAddresses) return byName;
  const byPhone =
    word.digits === undefined
      ? sql``
      : sql` or translate(contacts.phone, '+-(). ', '') like ${`%${word.digits}%`}`;
  return sql`(${byName} or contacts.email_normalized like ${pattern.toLowerCase()}
    or contacts.email ilike ${pattern}${byPhone})`;
}

/**
 * The same through the index contacts_search, then held against the words as written. What is too
 * short for a trigram is found at the start of a name, of a word of it, or of an address.
 */
export function containsWordIndexed(word: SearchWord, scope: ListScope): SQL {
  if (word.reach === "none") return sql`false`;
  const text = sql`contact_search_text(contacts.name, contacts.email, contacts.phone)`;
  if (word.reach === "start") {
    return sql`(${text} like ${`% ${escapeLike(word.letters)}%`} and ${startsWord(word, scope)})`;
  }
  const found = indexedSpellings(word).map(
    (letters) => sql`${text} like ${`%${escapeLike(letters)}%`}`,
  );
  return sql`((${sql.join(found, sql` or `)}) and ${containsWord(word, scope)})`;
}

/** Ends every address in the text of the index, in place of its last label. */
const endOfAddress = "ø";

/**
 * As the text of the index may have it: as written, as bare digits, and what comes before a last
 * label ("naver.com"), which the index leaves out.
 */
function indexedSpellings({ letters, digits }: SearchWord): string[] {
  const lastDot = letters.lastIndexOf(".");
  const atEnd = lastDot > 0 ? [letters.slice(0, lastDot) + endOfAddress] : [];
  const spelled = [letters, ...(digits === undefined ? [] : [digits]), ...atEnd];
  return [...new Set(spelled)].filter(hasTrigram);
}

/** Taken apart, "이" is also the beginning of "인": the syllables as written decide. */
function startsWord(word: SearchWord, { mayReadAddresses }: ListScope): SQL {
  const start = escapeLike(word.text);
  const byName = sql`(contacts.name ilike ${`${start}%`} or contacts.name ilike ${`% ${start}%`})`;
  if (!mayReadAddresses) return byName;
  return sql`(${byName} or contacts.email ilike ${`${start}%`})`;
}

/**
 * Ids of contacts that meet `where` and lie in the window, from the newest window down or from the
 * oldest up. A common word fills the page from the first window, a rare one costs a look into
 * each, and no word makes the database collect everybody who has it.
 */
export function inWindows(
  { joins, where }: { joins: SQL; where: SQL },
  { after, limit, isAscending }: { after: number | undefined; limit: number; isAscending: boolean },
): SQL {
  const order = sql.raw(isAscending ? "asc" : "desc");
  const window = (id: SQL) => sql`(${id} >> ${sql.raw(String(windowBits))})::int`;
  const first = after === undefined ? sql`(select min(id) from contacts)` : sql`${after}::bigint`;
  const last = after === undefined ? sql`(select max(id) from contacts)` : sql`${after}::bigint`;
  const windows = isAscending
    ? sql`generate_series(${window(first)}, ${window(sql`(select max(id) from contacts)`)})`
    : sql`generate_series(${window(last)}, ${window(sql`(select min(id) from contacts)`)}, -1)`;
  const beyond =
    after === undefined
      ? sql``
      : sql` and contacts.id ${sql.raw(isAscending ? ">" : "<")} ${after}::bigint`;
  // "+ 0" keeps the planner from walking the primary key through all the other windows.
  return sql`
    select found.id from ${windows} as step (n) cross join lateral (
      select contacts.id from contacts${joins}
      where ${window(sql`contacts.id`)} = step.n and ${where}${beyond}
      order by contacts.id + 0 ${order} limit ${limit}::int) found
    limit ${limit}::int`;
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
