import { type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import type { SuppressionReason } from "@/db/schema/audience";
import type { SkipReason } from "@/db/schema/recipients";
import { type AudienceDefinition, audienceSql } from "@/lib/delivery/audience";
import { countAudience } from "@/lib/delivery/funnel";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import { inSeveralSql } from "@/lib/campaign-segments";
import { getOrganization } from "@/lib/organization";

export type AudienceReview = {
  /** Everybody chosen, each once; always willGet + the sum of `skipped`. */
  audience: number;
  willGet: number;
  /** Reasons that apply to somebody, in the order in which they are checked. */
  skipped: { reason: SkipReason; count: number }[];
  /** Parts of "suppressed"; each address under its gravest reason, so they sum. */
  suppressedBy: { reason: SuppressionReason; count: number }[];
  /** People of "missing_value" a field; who lacks two fields counts under both. */
  missingBy: { field: string; count: number }[];
};

/** Who gets the mail and who does not, counted by the rules that the fan-out uses. */
export async function reviewAudience(definition: AudienceDefinition): Promise<AudienceReview> {
  const { total, willGet, skipped, suppressedBy, missingBy } = await countAudience(definition);
  return {
    audience: total,
    willGet,
    skipped: skipOrder.flatMap((reason) =>
      skipped[reason] > 0 ? [{ reason, count: skipped[reason] }] : [],
    ),
    suppressedBy,
    missingBy,
  };
}

const order: Record<SkipReason, number> = {
  invalid_address: 0,
  duplicate_address: 1,
  suppressed: 2,
  unsubscribed: 3,
  no_consent: 4,
  topic_off: 5,
  missing_value: 6,
  capped: 7,
  erased: 8,
};
// Object.entries forgets the keys' type; the annotation above makes the list exhaustive.
const skipOrder = (Object.keys(order) as SkipReason[]).toSorted((a, b) => order[a] - order[b]);

/** The gravest suppression of the address in row `audience`. */
const gravestSuppression = sql`(select reason from suppressions
  where suppressions.email_normalized = audience.email_normalized and reason <> 'unsubscribe'
  order by array_position(array['bounce', 'complaint', 'manual', 'soft_bounce'], reason::text) limit 1)`;

/** What a list of people can be asked for. */
export const audienceParts = [
  "will_get",
  "several", // in more than one of the chosen segments; they get one mail
  "unverified", // SES's sandbox refuses them
  ...skipOrder,
] as const;
export type AudiencePart = (typeof audienceParts)[number];

export type AudiencePerson = {
  contactId: number;
  email: string;
  name: string;
  /** Only for "suppressed": why. */
  suppression: SuppressionReason | null;
  /** Only for "missing_value": which fields. */
  missing: string[];
};

/** The people behind one number of the review, a page at a time in the order of their ids. */
export async function listAudience(
  definition: AudienceDefinition,
  {
    part,
    after = 0,
    limit = 50,
  }: { part: AudiencePart; after?: number | undefined; limit?: number },
): Promise<{ people: AudiencePerson[]; next: number | undefined }> {
  const missing = definition.requiredFields.map(
    (field) => sql`case when ${fieldIsBlank(field)} then ${field}::text end`,
  );
  const { rows } = await db.execute<{
    contact_id: string;
    email: string;
    name: string;
    suppression: SuppressionReason | null;
    missing: string[];
  }>(sql`
    select contact_id, audience.email, audience.name,
      case when skip_reason = 'suppressed' then ${gravestSuppression} end as suppression,
      case when skip_reason = 'missing_value'
        then array_remove(array[${sql.join(missing, sql`, `)}]::text[], null)
        else array[]::text[] end as missing
    from (${await audienceSql(definition)}) audience join contacts on contacts.id = contact_id
    where contact_id > ${after} and ${await partSql(definition, part)}
    order by contact_id limit ${limit + 1}`);
  const people = rows.slice(0, limit).map((row) => ({
    contactId: Number(row.contact_id),
    email: row.email,
    name: row.name,
    suppression: row.suppression,
    missing: row.missing,
  }));
  return { people, next: rows.length > limit ? people.at(-1)?.contactId : undefined };
}

async function partSql(definition: AudienceDefinition, part: AudiencePart): Promise<SQL> {
  if (part === "will_get") return sql`skip_reason is null`;
  if (part === "unverified") return unverifiedSql;
  if (part === "several") {
    const { timeZone } = await getOrganization();
    return inSeveralSql(definition, { asOf: definition.asOf, timeZone });
  }
  return sql`skip_reason = ${part}::skip_reason`;
}

/** A verified domain covers its subdomains; the mailbox simulator is always allowed. */
const unverifiedSql = sql`skip_reason is null
  and audience.email_normalized not like '%@simulator.amazonses.com'
  and not exists (select 1 from identities where verified
    and (name = audience.email_normalized
      or '.' || split_part(audience.email_normalized, '@', 2) like '%.' || name))`;

/** In SES's sandbox: how many of those who would get the mail SES refuses. */
export async function countUnverified(definition: AudienceDefinition): Promise<number> {
  const { rows } = await db.execute<{ n: string }>(sql`
    select count(*) as n from (${await audienceSql(definition)}) audience where ${unverifiedSql}`);
  return Number(rows[0]?.n ?? 0);
}
