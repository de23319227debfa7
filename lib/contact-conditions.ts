import { sql, type SQL } from "drizzle-orm";
import {
  containsWord,
  containsWordIndexed,
  isLargeTable,
  type ListScope,
} from "@/lib/contact-search";
import type { ContactFilter } from "@/lib/domain/contact-filter";
import { searchWords } from "@/lib/domain/search-words";
import { compileSegmentRule } from "@/lib/domain/segment-sql";
import { getOrganization } from "@/lib/organization";
import { findSegment } from "@/lib/segments";

/** Who a filter leaves, as parts of a query over `contacts`. */
export type ContactQuery = {
  /** What is joined to it. */
  joins: SQL;
  where: SQL;
  /** A rule of whose share the planner knows nothing: the newest are tried first. */
  isGuess: boolean;
  /** Words are looked for through the index, window by window. */
  isIndexedSearch: boolean;
};

export async function contactQuery(filter: ContactFilter, scope: ListScope): Promise<ContactQuery> {
  const words = searchWords(filter.q);
  const isIndexedSearch = words.length > 0 && (await isLargeTable());
  const contains = isIndexedSearch ? containsWordIndexed : containsWord;
  const conditions = [
    ...words.map((word) => contains(word, scope)),
    ...topicConditions(filter),
    ...suppressedConditions(filter),
    ...(await segmentConditions(filter)),
  ];
  return {
    joins: joins(filter),
    isGuess: filter.segment !== undefined,
    where: conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `),
    isIndexedSearch,
  };
}

/**
 * What has one row a contact at most is joined and not asked for with "exists": its index is in
 * the order of contacts too, so a page of a small part is read from the part.
 */
function joins({ topic, state, import: importId }: ContactFilter): SQL {
  const ofImport =
    importId === undefined
      ? sql``
      : sql` join import_contacts i on i.contact_id = contacts.id and i.import_id = ${importId}::bigint`;
  if (topic === undefined || state === "unanswered") return ofImport;
  return sql`${ofImport} join subscriptions s on s.contact_id = contacts.id
    and s.topic_id = ${topic}::bigint and s.status = ${state ?? "subscribed"}::subscription_status`;
}

/** A state without a topic means: of any topic. Unanswered means that there is no answer at all. */
function topicConditions({ topic, state }: ContactFilter): SQL[] {
  if (state === undefined || (topic !== undefined && state !== "unanswered")) return [];
  const ofTopic = topic === undefined ? sql`` : sql` and s.topic_id = ${topic}::bigint`;
  const answers = sql`select 1 from subscriptions s where s.contact_id = contacts.id${ofTopic}`;
  if (state === "unanswered") return [sql`not exists (${answers})`];
  return [sql`exists (${answers} and s.status = ${state}::subscription_status)`];
}

function suppressedConditions({ suppressed }: ContactFilter): SQL[] {
  if (suppressed === undefined) return [];
  const exists = sql`exists (
    select 1 from suppressions x where x.email_normalized = contacts.email_normalized)`;
  return [suppressed === "yes" ? exists : sql`not ${exists}`];
}

/** A segment that is gone holds nobody. */
async function segmentConditions({ segment }: ContactFilter): Promise<SQL[]> {
  if (segment === undefined) return [];
  const found = await findSegment(segment);
  if (!found) return [sql`false`];
  const { timeZone } = await getOrganization();
  return [sql`(${compileSegmentRule(found.rule, { asOf: new Date(), timeZone })})`];
}
