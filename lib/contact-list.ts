import { inArray, sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { contactQuery, type ContactQuery } from "@/lib/contact-conditions";
import { inWindows, type ListScope } from "@/lib/contact-search";
import type { ContactFilter, ContactSort } from "@/lib/domain/contact-filter";

export type { ListScope } from "@/lib/contact-search";

const pageSize = 50;

export type ContactRow = Awaited<ReturnType<typeof readContacts>>[number];

/** One page of contacts, newest first if nothing else is asked; `after` is the id the last page ended with. */
export async function listContacts(
  filter: ContactFilter,
  {
    after,
    sort = "newest",
    ...scope
  }: ListScope & { after?: number | undefined; sort?: ContactSort },
): Promise<{ contacts: ContactRow[]; next: number | undefined }> {
  const query = await contactQuery(filter, scope);
  const ids = await findIds(query, {
    after,
    // Found words come in the order of age; whoever may not read addresses gets no order of them.
    sort: isByAge(sort) || (scope.mayReadAddresses && !query.isIndexedSearch) ? sort : "newest",
    limit: pageSize + 1,
  });
  const page = ids.slice(0, pageSize);
  return {
    contacts: await readContacts(page),
    next: ids.length > pageSize ? page.at(-1) : undefined,
  };
}

/** Every id that a filter leaves, in the order of age, a page a call. */
export async function listContactIds(
  filter: ContactFilter,
  options: ListScope & { after?: number | undefined; limit: number; sort: "newest" | "oldest" },
): Promise<number[]> {
  return findIds(await contactQuery(filter, options), options);
}

/** One page of whole contacts in the order of their ids, for the export. */
export async function listWholeContacts(
  filter: ContactFilter,
  { after, limit }: { after: number; limit: number },
) {
  const scope = { mayReadAddresses: true };
  const ids = await listContactIds(filter, { ...scope, after, limit, sort: "oldest" });
  const rows = await db
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
    .where(inArray(contacts.id, ids));
  return inOrder(ids, rows);
}

function isByAge(sort: ContactSort): sort is "newest" | "oldest" {
  return sort === "newest" || sort === "oldest";
}

async function findIds(
  query: ContactQuery,
  { after, sort, limit }: { after?: number | undefined; sort: ContactSort; limit: number },
): Promise<number[]> {
  const { rows } = await db.execute<{ id: string }>(
    query.isIndexedSearch
      ? inWindows(query, { after, limit, isAscending: sort === "oldest" })
      : sql`select contacts.id from ${query.from} where ${query.where}${beyond(after, sort)}
          order by ${orderOf(sort)} limit ${limit}::int`,
  );
  return rows.map(({ id }) => Number(id));
}

function orderOf(sort: ContactSort): SQL {
  const column = isByAge(sort) ? "contacts.id" : "contacts.email_normalized";
  return sql.raw(`${column} ${sort === "oldest" || sort === "email" ? "asc" : "desc"}`);
}

/** The cursor is an id in every order: an address would end up in the logs of what lies between. */
function beyond(after: number | undefined, sort: ContactSort): SQL {
  if (after === undefined) return sql``;
  const sign = sql.raw(sort === "oldest" || sort === "email" ? ">" : "<");
  if (isByAge(sort)) return sql` and contacts.id ${sign} ${after}::bigint`;
  return sql` and contacts.email_normalized ${sign}
    (select last.email_normalized from contacts last where last.id = ${after}::bigint)`;
}

async function readContacts(ids: number[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: contacts.id,
      email: contacts.email,
      name: contacts.name,
      firstName: contacts.firstName,
      lastName: contacts.lastName,
      phone: contacts.phone,
      locale: contacts.locale,
      source: contacts.source,
      properties: contacts.properties,
      createdAt: contacts.createdAt,
      updatedAt: contacts.updatedAt,
      lastOpenedAt: contacts.lastOpenedAt,
      lastClickedAt: contacts.lastClickedAt,
      // Spelled out: Drizzle leaves the table off a column of a query over one table.
      topics: sql<string[]>`array(
        select t.name from subscriptions s join topics t on t.id = s.topic_id
        where s.contact_id = contacts.id and s.status = 'subscribed' order by t.name)`,
      suppressedBy: sql<string[]>`array(
        select x.reason::text from suppressions x
        where x.email_normalized = contacts.email_normalized order by x.reason)`,
    })
    .from(contacts)
    .where(inArray(contacts.id, ids));
  return inOrder(ids, rows);
}

/** Who was deleted between the two looks is left out. */
function inOrder<T extends { id: number }>(ids: number[], rows: T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
