import { and, asc, desc, gt, lt, sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import type { ContactFilter } from "@/lib/domain/contact-filter";
import { compileSegmentRule } from "@/lib/domain/segment-sql";
import { getOrganization } from "@/lib/organization";
import { findSegment } from "@/lib/segments";

/** Who looks: viewers see masked addresses and therefore may not find them out by searching. */
export type ListScope = { mayReadAddresses: boolean };

const pageSize = 50;

/** Contacts, newest first; `after` is the id that the last page ended with. */
export async function listContacts(
  filter: ContactFilter,
  { after, ...scope }: ListScope & { after?: number | undefined },
) {
  const rows = await db
    .select({
      id: contacts.id,
      email: contacts.email,
      name: contacts.name,
      phone: contacts.phone,
      source: contacts.source,
      createdAt: contacts.createdAt,
      // Spelled out: Drizzle leaves the table off a column of a query over one table.
      topics: sql<string[]>`array(
        select t.name from subscriptions s join topics t on t.id = s.topic_id
        where s.contact_id = contacts.id and s.status = 'subscribed' order by t.name)`,
      suppressedBy: sql<string[]>`array(
        select x.reason::text from suppressions x
        where x.email_normalized = contacts.email_normalized order by x.reason)`,
    })
    .from(contacts)
    .where(
      and(
        await contactConditions(filter, scope),
        after === undefined ? undefined : lt(contacts.id, after),
      ),
    )
    .orderBy(desc(contacts.id))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  return { contacts: page, next: rows.length > pageSize ? page.at(-1)?.id : undefined };
}

export async function countContacts(filter: ContactFilter, scope: ListScope): Promise<number> {
  return db.$count(contacts, await contactConditions(filter, scope));
}

/** One page of whole contacts in the order of their ids, for the export. */
export async function listWholeContacts(
  filter: ContactFilter,
  { after, limit }: { after: number; limit: number },
) {
  return db
    .select({
      id: contacts.id,
      email: contacts.email,
      name: contacts.name,
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      phone: contacts.phone,
      properties: contacts.properties,
    })
    .from(contacts)
    .where(and(await contactConditions(filter, { mayReadAddresses: true }), gt(contacts.id, after)))
    .orderBy(asc(contacts.id))
    .limit(limit);
}

async function contactConditions(
  filter: ContactFilter,
  scope: ListScope,
): Promise<SQL | undefined> {
  return and(
    ...filter.q
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => matchesWord(word, scope)),
    topicCondition(filter),
    suppressedCondition(filter),
    filter.import === undefined
      ? undefined
      : sql`exists (select 1 from import_contacts i where i.contact_id = contacts.id and i.import_id = ${filter.import})`,
    await segmentCondition(filter),
  );
}

/** Part of a name, an address or a phone number, whatever stands between its digits. */
function matchesWord(word: string, { mayReadAddresses }: ListScope): SQL {
  const pattern = `%${word.normalize("NFC").replace(/[\\%_]/g, "\\$&")}%`;
  const byName = sql`contacts.name ilike ${pattern}`;
  if (!mayReadAddresses) return byName;
  const byEmail = sql`contacts.email_normalized like ${pattern.toLowerCase()} or contacts.email ilike ${pattern}`;
  const digits = word.replace(/[\s().+-]/g, "");
  if (!/^\d{3,}$/.test(digits)) return sql`(${byName} or ${byEmail})`;
  return sql`(${byName} or ${byEmail}
    or regexp_replace(coalesce(contacts.phone, ''), '[^0-9]', '', 'g') like ${`%${digits}%`})`;
}

/** A state without a topic means: of any topic. Unanswered means that there is no answer at all. */
function topicCondition({ topic, state }: ContactFilter): SQL | undefined {
  if (topic === undefined && state === undefined) return undefined;
  const ofTopic = topic === undefined ? sql`true` : sql`s.topic_id = ${topic}`;
  const answers = sql`select 1 from subscriptions s where s.contact_id = contacts.id and ${ofTopic}`;
  if (state === "unanswered") return sql`not exists (${answers})`;
  return sql`exists (${answers} and s.status = ${state ?? "subscribed"}::subscription_status)`;
}

function suppressedCondition({ suppressed }: ContactFilter): SQL | undefined {
  if (suppressed === undefined) return undefined;
  const exists = sql`exists (
    select 1 from suppressions x where x.email_normalized = contacts.email_normalized)`;
  return suppressed === "yes" ? exists : sql`not ${exists}`;
}

/** A segment that is gone holds nobody. */
async function segmentCondition({ segment }: ContactFilter): Promise<SQL | undefined> {
  if (segment === undefined) return undefined;
  const found = await findSegment(segment);
  if (!found) return sql`false`;
  const { timeZone } = await getOrganization();
  return compileSegmentRule(found.rule, { asOf: new Date(), timeZone });
}
