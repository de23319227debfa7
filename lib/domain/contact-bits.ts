import { sql, type SQL } from "drizzle-orm";

/*
 * A million rows are cheap to read and dear to join. So 64 contacts with neighbouring ids become one
 * number with a bit for each: every table is read once and packed like this (`packBits`), a few
 * thousand numbers are joined by `block`, and "and", "or" and "not" are one operation for 64 people.
 */

/** Of the rows in `from`, one a contact, the bits of those of whom each condition is true. */
export function packBits({
  id,
  columns,
  from,
}: {
  /** The contact's id. */
  id: SQL;
  /** Conditions by the column's name; never null. */
  columns: Readonly<Record<string, SQL>>;
  /** What follows the word "from", with its "where". */
  from: SQL;
}): SQL {
  const packed = Object.entries(columns).map(
    ([name, condition]) =>
      sql`bit_or(1::bigint << (${id} & 63)::int) filter (where ${condition}) as ${bits(name)}`,
  );
  return sql`select ${sql.join([sql`${id} >> 6 as block`, ...packed], sql`, `)}
    from ${from} group by 1`;
}

/** The rows of the first with what the others know of the same contacts; nobody is a zero. */
export function joinBits(first: SQL, others: readonly SQL[], names: readonly string[]): SQL {
  const joined = others.map(
    (packed, n) => sql`left join (${packed}) ${sql.identifier(`packed_${n}`)} using (block)`,
  );
  const columns = names.map((name) => sql`coalesce(${bits(name)}, 0) as ${bits(name)}`);
  return sql`select ${sql.join(columns, sql`, `)} from (${first}) packed
    ${sql.join(joined, sql` `)}`;
}

/** How many people a number of each row stands for. */
export function countBits(expression: SQL): SQL {
  return sql`coalesce(sum(bit_count((${expression})::bit(64))), 0)::int`;
}

export function bits(name: string): SQL {
  return sql`${sql.identifier(name)}`;
}

/** Nobody, if there is nothing to be. */
export function anyBits(expressions: readonly SQL[]): SQL {
  return sql`(${sql.join([sql`0::bigint`, ...expressions], sql` | `)})`;
}
