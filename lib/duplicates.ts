import { inArray, sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";

/** What tells that two addresses are one person. */
export type DuplicateKey = { by: "phone" } | { by: "property"; key: string };

const groupsAPage = 20;
/** A key that so many share is a shop's number or a default, not a person. */
const shownMembers = 10;

/**
 * Groups of contacts with the same phone number or value, in the order of that value. Reads every
 * contact that has one: about a second a million.
 */
export async function listDuplicates(key: DuplicateKey, { after }: { after?: string | undefined }) {
  const value = keySql(key);
  const { rows } = await db.execute<{ value: string; ids: string[]; n: number }>(sql`
    select value, (array_agg(id order by id))[1:${sql.raw(String(shownMembers))}] as ids, count(*)::int as n
    from (select id, ${value} as value from contacts where ${hasKey(key)}) keyed
    where value is not null and value <> '' ${after === undefined ? sql`` : sql`and value > ${after}`}
    group by value having count(*) > 1
    order by value limit ${groupsAPage + 1}::int`);
  const page = rows.slice(0, groupsAPage);
  const ids = page.flatMap((group) => group.ids.map(Number));
  const members = new Map((await readMembers(ids)).map((member) => [member.id, member]));
  return {
    groups: page.map((group) => ({
      value: group.value,
      count: group.n,
      members: group.ids.flatMap((id) => members.get(Number(id)) ?? []),
    })),
    next: rows.length > groupsAPage ? page.at(-1)?.value : undefined,
  };
}

async function readMembers(ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: contacts.id,
      email: contacts.email,
      name: contacts.name,
      phone: contacts.phone,
      createdAt: contacts.createdAt,
      updatedAt: contacts.updatedAt,
    })
    .from(contacts)
    .where(inArray(contacts.id, ids));
}

/** +82 10-1234-5678 and 010 1234 5678 are one number. */
function keySql(key: DuplicateKey): SQL {
  if (key.by === "property") return sql`lower(btrim(properties ->> ${key.key}::text))`;
  const number = sql`regexp_replace(translate(phone, '+-(). ', ''), '^(00)?820?', '0')`;
  return sql`case when length(${number}) >= 8 then ${number} end`;
}

function hasKey(key: DuplicateKey): SQL {
  return key.by === "phone" ? sql`phone is not null` : sql`properties ? ${key.key}::text`;
}
