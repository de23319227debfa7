import { type SQL, sql } from "drizzle-orm";
import { countryTail, mailboxDomains } from "@/lib/domain/mailbox-group";

/** The mailbox group of a normalised address; the same table as `mailboxGroupOf`. */
export function mailboxGroupSql(emailNormalized: SQL): SQL {
  const domain = sql`split_part(${emailNormalized}, '@', 2)`;
  const cases = Object.entries(mailboxDomains).map(
    ([group, { exact }]) => sql`when ${domain} in (${list(exact)}) then ${literal(group)}`,
  );
  const variants = Object.entries(mailboxDomains).flatMap(([group, { everyCountry }]) =>
    everyCountry.length === 0
      ? []
      : [
          sql`when ${domain} ~ ${literal(`^(${everyCountry.join("|")})${countryTail}$`)} then ${literal(group)}`,
        ],
  );
  return sql`(case ${sql.join([...cases, ...variants], sql` `)} else 'other' end)::mailbox_group`;
}

/**
 * Who reads our mails gets the next one first: a warming domain earns its name with them, and a
 * campaign that takes days reaches first whom it is for. 0 = clicked lately … 3 = never seen to read.
 * Reads `contacts`.
 */
export function prioritySql(asOf: Date): SQL {
  const since = (days: number) =>
    sql`${asOf.toISOString()}::timestamptz - ${days}::int * interval '1 day'`;
  return sql`(case
    when contacts.last_clicked_at > ${since(90)} then 0
    when contacts.last_opened_at > ${since(30)} or contacts.created_at > ${since(30)} then 1
    when contacts.last_opened_at > ${since(180)} or contacts.last_clicked_at is not null then 2
    else 3 end)::smallint`;
}

function list(texts: readonly string[]): SQL {
  return sql.join(texts.map(literal), sql`, `);
}

/** Constants of ours, written out so that the planner sees them once and not as parameters a row. */
function literal(text: string): SQL {
  return sql.raw(`'${text.replaceAll("'", "''")}'`);
}
