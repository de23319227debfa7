import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db";
import { listMergedIds } from "@/lib/contact-history";
import { mailboxGroupSql } from "@/lib/delivery/recipient-order";
import type { Contact } from "@/lib/contacts";

type Pair = { from: Contact; into: Contact };

/** What may still become of the other's mails in campaigns that are under way. */
export type MailMoves = { moved: number; skipped: number };

/** The one that stays gets or got this campaign: the other's copy would be the second. */
const getsIt = sql`('queued', 'sending', 'in_doubt', 'sent')`;

/**
 * What waits for either is skipped where the person has got the campaign already. The other's mails
 * that wait are skipped where the one that stays gets it too, else they are theirs now, at their
 * address. Rows that are under way or over stay as they are: they say what was sent where. The
 * campaigns are named, so that only their partitions are touched.
 */
export async function moveMails(tx: Database, { from, into }: Pair): Promise<void> {
  const open = await openCampaigns(tx, { from, into });
  if (open.length === 0) return;
  const inOpen = (table: string): SQL =>
    sql`${sql.raw(table)}.campaign_id = any(${sql.param(open)}::bigint[])`;
  const person = await listPerson(tx, { from, into });
  await tx.execute(sql`
    update recipients r set status = 'skipped', skip_reason = 'duplicate_address'
    where r.contact_id in (${from.id}::bigint, ${into.id}::bigint) and r.status = 'queued'
      and ${inOpen("r")} and ${hasGotIt({ person, open })}`);
  await tx.execute(sql`
    update recipients r set status = 'skipped', skip_reason = 'duplicate_address'
    where r.contact_id = ${from.id}::bigint and r.status = 'queued' and ${inOpen("r")}
      and exists (select 1 from recipients o where o.campaign_id = r.campaign_id and ${inOpen("o")}
        and o.contact_id = ${into.id}::bigint and o.status in ${getsIt})`);
  // The one that stays was left out there, for a reason of its address or values. The two rows
  // change owners; in between one has none, because a campaign has a contact once.
  await tx.execute(sql`
    update recipients o set contact_id = null
    where o.contact_id = ${into.id}::bigint and ${inOpen("o")} and o.status not in ${getsIt}
      and o.skip_reason is distinct from 'topic_off' and o.skip_reason is distinct from 'no_consent'
      and o.skip_reason is distinct from 'suppressed' and o.skip_reason is distinct from 'unsubscribed'
      and exists (select 1 from recipients r where r.campaign_id = o.campaign_id and ${inOpen("r")}
        and r.contact_id = ${from.id}::bigint and r.status = 'queued')`);
  await tx.execute(sql`
    update recipients r set contact_id = ${into.id}::bigint,
      email = ${into.email}, email_normalized = ${into.emailNormalized},
      mailbox_group = ${mailboxGroupSql(sql`${into.emailNormalized}::text`)}
    where r.contact_id = ${from.id}::bigint and r.status = 'queued' and ${inOpen("r")}
      and not exists (select 1 from recipients o where o.campaign_id = r.campaign_id and ${inOpen("o")}
        and o.contact_id = ${into.id}::bigint)`);
  // Left: the person refused or is blocked with the address that stays, and the stricter wins.
  await tx.execute(sql`
    update recipients r set status = 'skipped', skip_reason = o.skip_reason
    from recipients o
    where r.contact_id = ${from.id}::bigint and r.status = 'queued' and ${inOpen("r")}
      and o.campaign_id = r.campaign_id and ${inOpen("o")} and o.contact_id = ${into.id}::bigint`);
}

/** What `moveMails` would do now, for the preview. */
export async function countMoves(database: Database, { from, into }: Pair): Promise<MailMoves> {
  const open = await openCampaigns(database, { from, into });
  if (open.length === 0) return { moved: 0, skipped: 0 };
  const person = await listPerson(database, { from, into });
  const isSkipped = sql`(${hasGotIt({ person, open })}
    or r.contact_id = ${from.id}::bigint and o.id is not null and ${staysOut})`;
  const { rows } = await database.execute<MailMoves>(sql`
    select count(*) filter (where r.contact_id = ${from.id}::bigint and not ${isSkipped})::int as moved,
      count(*) filter (where ${isSkipped})::int as skipped
    from recipients r left join recipients o on o.campaign_id = r.campaign_id
      and o.contact_id = ${into.id}::bigint and o.campaign_id = any(${sql.param(open)}::bigint[])
    where r.contact_id in (${from.id}::bigint, ${into.id}::bigint) and r.status = 'queued'
      and r.campaign_id = any(${sql.param(open)}::bigint[])`);
  return rows[0] ?? { moved: 0, skipped: 0 };
}

/** Both, and who was merged into them before. */
async function listPerson(database: Database, { from, into }: Pair): Promise<number[]> {
  const merged = await Promise.all([from.id, into.id].map((id) => listMergedIds(id, database)));
  return [from.id, into.id, ...merged.flat()];
}

/** Another of the person's rows in r's campaign has left, or may have; a dead mailbox got nothing. */
function hasGotIt({ person, open }: { person: number[]; open: number[] }): SQL {
  return sql`exists (select 1 from recipients g where g.campaign_id = r.campaign_id and g.id <> r.id
    and g.campaign_id = any(${sql.param(open)}::bigint[])
    and g.contact_id = any(${sql.param(person)}::bigint[])
    and g.status in ('sending', 'in_doubt', 'sent') and g.bounce_type is distinct from 'permanent')`;
}

/** The one that stays gets it already, or must not. */
const staysOut = sql`(o.status in ${getsIt}
  or coalesce(o.skip_reason in ('topic_off', 'no_consent', 'suppressed', 'unsubscribed'), false))`;

async function openCampaigns(database: Database, { from, into }: Pair): Promise<number[]> {
  const { rows } = await database.execute<{ id: string }>(sql`
    select distinct campaign_id as id from recipients
    where contact_id in (${from.id}::bigint, ${into.id}::bigint) and status = 'queued'`);
  return rows.map(({ id }) => Number(id));
}
