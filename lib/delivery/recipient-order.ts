import { type SQL, sql } from "drizzle-orm";
import { countryTail, mailboxDomains } from "@/lib/domain/mailbox-group";

/**
 * The mailbox group of a normalised address; the same table as `mailboxGroupOf`. One look into a
 * constant decides most of them: the fan-out asks this for every recipient.
 */
export function mailboxGroupSql(emailNormalized: SQL): SQL {
  const domain = sql`split_part(${emailNormalized}, '@', 2)`;
  const name = sql`split_part(${domain}, '.', 1)`;
  return sql`coalesce(${exactGroups} ->> ${domain},
    case when ${variantGroups} ? ${name} and ${domain} ~ ${anyVariant}
      then ${variantGroups} ->> ${name} else 'other' end)::mailbox_group`;
}

const dayMs = 24 * 60 * 60_000;
const groups = Object.entries(mailboxDomains);
const exactGroups = jsonb(
  groups.flatMap(([group, { exact }]) => exact.map((domain) => [domain, group])),
);
const variantGroups = jsonb(
  groups.flatMap(([group, { everyCountry }]) => everyCountry.map((name) => [name, group])),
);
const anyVariant = sql.raw(`'^[a-z]+${countryTail}$'`);

// Constants of ours, written out: as parameters they would be parsed for every row.
function jsonb(entries: string[][]): SQL {
  return sql.raw(`'${JSON.stringify(Object.fromEntries(entries))}'::jsonb`);
}

/**
 * Who reads our mails gets the next one first: a warming domain earns its name with them, and a
 * campaign that takes days reaches first whom it is for. 0 = clicked lately … 3 = never seen to read.
 * Reads `contacts`.
 */
export function prioritySql(asOf: Date): SQL {
  // Worked out here: the database would do it again for every row.
  const since = (days: number) =>
    sql`${new Date(asOf.getTime() - days * dayMs).toISOString()}::timestamptz`;
  return sql`(case
    when contacts.last_clicked_at > ${since(90)} then 0
    when contacts.last_opened_at > ${since(30)} or contacts.created_at > ${since(30)} then 1
    when contacts.last_opened_at > ${since(180)} or contacts.last_clicked_at is not null then 2
    else 3 end)::smallint`;
}
