import { inArray, sql, type SQL } from "drizzle-orm";
import { db, type Database } from "@/db";
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

type Page = { after?: number | undefined; sort: ContactSort; limit: number };

async function findIds(query: ContactQuery, page: Page): Promise<number[]> {
  const { after, sort, limit } = page;
  if (query.isIndexedSearch) {
    return readIds(db, inWindows(query, { after, limit, isAscending: sort === "oldest" }));
  }
  const near = query.isGuess && isByAge(sort) ? await readIds(db, nearest(query, page)) : [];
  if (near.length === limit) return near;
  return db.transaction(async (tx) => {
    // The default is that of a turning disk: it makes the planner read every contact rather than
    // look up a few thousand.
    await tx.execute(sql`set local random_page_cost = 1.1`);
    return readIds(
      tx,
      sql`select contacts.id from contacts${query.joins}
        where ${query.where}${beyond(after, sort)} order by ${orderOf(sort)} limit ${limit}::int`,
    );
  });
}

/** How many of the next contacts are tried one by one before an index is asked for all that match. */
const triedFirst = 5_000;

/**
 * Of the next few thousand those that match. A rule that many meet fills its page from them; asked
 * of its index it would collect every one of a million first, because the planner takes a rule over
 * properties for a rare one.
 */
function nearest({ joins, where }: ContactQuery, { after, sort, limit }: Page): SQL {
  const order = orderOf(sort);
  return sql`
    with next as materialized (
      select * from contacts where true${beyond(after, sort)} order by ${order} limit ${triedFirst}::int
    )
    select contacts.id from next as contacts${joins}
    where ${where} order by ${order} limit ${limit}::int`;
}

async function readIds(database: Pick<Database, "execute">, query: SQL): Promise<number[]> {
  const { rows } = await database.execute<{ id: string }>(query);
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
