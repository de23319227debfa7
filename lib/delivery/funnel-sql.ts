import { type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { SuppressionReason } from "@/db/schema/audience";
import { type AudienceDefinition, idsWithin, readRules } from "@/lib/delivery/audience";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import { listSkipTests, listSuppressions, literals } from "@/lib/delivery/skip-reason";

/**
 * The people of `audienceSql` by the same tests, counted: one row with `total`, `will_get`, a count
 * named after each reason, `suppressed_by_<reason>`, and `lacks_<n>` for each required field.
 *
 * A million rows are cheap to read and dear to join. So 64 contacts with neighbouring ids become one
 * number with a bit for each: contacts, answers to the topic and suppressions are each read once and
 * packed like this, a few thousand numbers are joined, and a test is one bit operation for 64 people.
 */
export async function funnelSql(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<SQL> {
  const rules = await readRules(definition, database);
  const { all, grave } = listSuppressions(definition);
  const blanks = definition.requiredFields.map((_field, n) => column(`blank_${n}`));
  const tests = listSkipTests(
    { ...definition, ...rules },
    {
      isBlocked: anyOf(all.map(column)),
      isGrave: anyOf(grave.map(column)),
      isSilent: sql`~(yes | no)`,
      isOff: sql`no`,
      blanks: blanks.length === 0 ? [] : [anyOf(blanks)],
    },
  );
  const chosen = rules.isOfTopic ? sql`chosen & (yes | no)` : sql`chosen`;
  /** To whom none of the first `n` tests applies. */
  const leftBy = (n: number) =>
    sql`${chosen} & ~${anyOf(tests.slice(0, n).map(({ applies }) => applies))}`;
  const counts = [
    countAs("total", chosen),
    countAs("will_get", leftBy(tests.length)),
    ...tests.map(({ reason, applies }, n) => countAs(reason, sql`${leftBy(n)} & ${applies}`)),
    ...grave.map((reason, n) => {
      const graver = anyOf(grave.slice(0, n).map(column));
      return countAs(`suppressed_by_${reason}`, sql`${chosen} & ~${graver} & ${column(reason)}`);
    }),
    ...blanks.map((blank, n) => countAs(`lacks_${n}`, sql`${leftBy(tests.length - 1)} & ${blank}`)),
  ];
  const packed = ["chosen", "yes", "no", ...all];
  return sql`
    select ${list(counts)} from (
      select ${list([...packed.map(column), ...blanks].map(orNobody))}
      from (${contactBits(definition, rules.chosen)}) contact_bits
        left join (${answerBits(definition)}) answer_bits using (block)
        left join (${suppressionBits(definition, all)}) suppression_bits using (block)
    ) people`;
}

function contactBits(definition: AudienceDefinition, chosen: SQL[]): SQL {
  const id = sql`contacts.id`;
  const blanks = definition.requiredFields.map((field, n) =>
    packedAs(`blank_${n}`, id, fieldIsBlank(field)),
  );
  return sql`select ${list([blockOf(id), packedAs("chosen", id, sql`true`), ...blanks])}
    from contacts where ${allOf([...chosen, ...idsWithin(id, definition)])} group by 1`;
}

function answerBits(definition: AudienceDefinition): SQL {
  const id = sql`contact_id`;
  return sql`select ${blockOf(id)}, ${packedAs("yes", id, sql`status = 'subscribed'`)},
      ${packedAs("no", id, sql`status = 'unsubscribed'`)}
    from subscriptions
    where ${allOf([sql`topic_id = ${definition.topicId}::bigint`, ...idsWithin(id, definition)])}
    group by 1`;
}

function suppressionBits(definition: AudienceDefinition, reasons: SuppressionReason[]): SQL {
  const id = sql`contacts.id`;
  const packed = reasons.map((reason) => packedAs(reason, id, sql`reason = ${literals([reason])}`));
  const counted = sql`reason in (${literals(reasons)})`;
  return sql`select ${list([blockOf(id), ...packed])}
    from suppressions join contacts using (email_normalized)
    where ${allOf([counted, ...idsWithin(id, definition)])} group by 1`;
}

function blockOf(id: SQL): SQL {
  return sql`${id} >> 6 as block`;
}

/** Of the contacts of a block, those of whom `condition` is true. */
function packedAs(name: string, id: SQL, condition: SQL): SQL {
  return sql`bit_or(1::bigint << (${id} & 63)::int) filter (where ${condition}) as ${column(name)}`;
}

function countAs(name: string, bits: SQL): SQL {
  return sql`coalesce(sum(bit_count((${bits})::bit(64))), 0)::int as ${column(name)}`;
}

function orNobody(bits: SQL): SQL {
  return sql`coalesce(${bits}, 0) as ${bits}`;
}

/** Nobody, if there is nothing to be. */
function anyOf(bits: SQL[]): SQL {
  return sql`(${sql.join([sql`0::bigint`, ...bits], sql` | `)})`;
}

function allOf(conditions: SQL[]): SQL {
  return sql.join([sql`true`, ...conditions], sql` and `);
}

function column(name: string): SQL {
  return sql`${sql.identifier(name)}`;
}

function list(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
