import { type SQL, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import type { SuppressionReason } from "@/db/schema/audience";
import { type AudienceDefinition, idsWithin, readRules } from "@/lib/delivery/audience";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import { listSkipTests, listSuppressions, literals } from "@/lib/delivery/skip-reason";
import { anyBits, bits, countBits, joinBits, packBits } from "@/lib/domain/contact-bits";

/**
 * The people of `audienceSql` by the same tests, counted: one row with `total`, `will_get`, a count
 * named after each reason, `suppressed_by_<reason>`, and `lacks_<n>` for each required field.
 */
export async function funnelSql(
  definition: AudienceDefinition,
  database: Database = db,
): Promise<SQL> {
  const rules = await readRules(definition, database);
  const { all, grave } = listSuppressions(definition);
  const blanks = definition.requiredFields.map((_field, n) => `blank_${n}`);
  const answered = sql`(yes | no)`;
  const tests = listSkipTests(
    { ...definition, ...rules },
    {
      isBlocked: anyBits(all.map(bits)),
      isGrave: anyBits(grave.map(bits)),
      isSilent: sql`~${answered}`,
      isOff: sql`no`,
      blanks: blanks.length === 0 ? [] : [anyBits(blanks.map(bits))],
    },
  );
  const chosen = rules.isOfTopic ? sql`chosen & ${answered}` : sql`chosen`;
  /** To whom none of the first `n` tests applies. */
  const leftBy = (n: number) =>
    sql`${chosen} & ~${anyBits(tests.slice(0, n).map(({ applies }) => applies))}`;
  const counts = [
    countAs("total", chosen),
    countAs("will_get", leftBy(tests.length)),
    ...tests.map(({ reason, applies }, n) => countAs(reason, sql`${leftBy(n)} & ${applies}`)),
    ...grave.map((reason, n) => {
      const graver = anyBits(grave.slice(0, n).map(bits));
      return countAs(`suppressed_by_${reason}`, sql`${chosen} & ~${graver} & ${bits(reason)}`);
    }),
    ...blanks.map((blank, n) =>
      countAs(`lacks_${n}`, sql`${leftBy(tests.length - 1)} & ${bits(blank)}`),
    ),
  ];
  const people = joinBits(
    packContacts(definition, rules.chosen),
    [packAnswers(definition), packSuppressions(definition, all)],
    ["chosen", "yes", "no", ...all, ...blanks],
  );
  return sql`select ${sql.join(counts, sql`, `)} from (${people}) people`;
}

function packContacts(definition: AudienceDefinition, chosen: SQL[]): SQL {
  const id = sql`contacts.id`;
  const blanks = definition.requiredFields.map((field, n) => [`blank_${n}`, fieldIsBlank(field)]);
  return packBits({
    id,
    columns: { chosen: sql`true`, ...Object.fromEntries(blanks) },
    from: sql`contacts where ${allOf([...chosen, ...idsWithin(id, definition)])}`,
  });
}

function packAnswers(definition: AudienceDefinition): SQL {
  const id = sql`contact_id`;
  const ofTopic = sql`topic_id = ${definition.topicId}::bigint`;
  return packBits({
    id,
    columns: { yes: sql`status = 'subscribed'`, no: sql`status = 'unsubscribed'` },
    from: sql`subscriptions where ${allOf([ofTopic, ...idsWithin(id, definition)])}`,
  });
}

function packSuppressions(definition: AudienceDefinition, reasons: SuppressionReason[]): SQL {
  const id = sql`contacts.id`;
  const counted = sql`reason in (${literals(reasons)})`;
  return packBits({
    id,
    columns: Object.fromEntries(
      reasons.map((reason) => [reason, sql`reason = ${literals([reason])}`]),
    ),
    from: sql`suppressions join contacts using (email_normalized)
      where ${allOf([counted, ...idsWithin(id, definition)])}`,
  });
}

function countAs(name: string, people: SQL): SQL {
  return sql`${countBits(people)} as ${bits(name)}`;
}

function allOf(conditions: SQL[]): SQL {
  return sql.join([sql`true`, ...conditions], sql` and `);
}
