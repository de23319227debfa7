import { sql, type SQL } from "drizzle-orm";

/**
 * Where people went whose address was merged away (docs/decisions/017-merge.md): rows `(address,
 * email, email_normalized)` of those among `addresses`, a list or a query. An address that has a
 * contact of its own again stays that contact's.
 */
export function survivorsOf(addresses: SQL): SQL {
  return sql`
    with recursive path as (
      select from_email_normalized as address, into_contact_id as contact_id, merged_at
      from contact_merges where from_email_normalized in (${addresses})
      union
      select path.address, m.into_contact_id, path.merged_at
      from path join contact_merges m on m.from_contact_id = path.contact_id
    )
    select distinct on (path.address) path.address, c.email, c.email_normalized
    from path join contacts c on c.id = path.contact_id
    where not exists (select 1 from contacts own where own.email_normalized = path.address)
    order by path.address, path.merged_at desc`;
}
