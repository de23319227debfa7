import { type Name, type SQL, sql } from "drizzle-orm";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { SkipReason } from "@/db/schema/recipients";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import { type SuppressionReason, suppressionReasons } from "@/lib/domain/suppression-reason";

/** What a mail asks of the people it goes to. */
type Asked = { kind: CampaignKind; topicId: number | null; requiredFields: string[] };

/** The gravest first: what a list of suppressed people names, and what makes one "suppressed". */
export const gravity: Record<SuppressionReason, number> = {
  bounce: 1,
  complaint: 2,
  manual: 3,
  soft_bounce: 4,
  unsubscribe: 5,
};

/** What the reason to skip somebody is judged by, however it is found out. */
type Facts = { isBlocked: SQL; isGrave: SQL; status: SQL; blanks: SQL[] };

/** Those that count: a transactional mail is only kept from addresses that are dead or barred. */
function listReasons({ kind }: Pick<Asked, "kind">): { grave: SQL; all: SQL } {
  const isCampaign = kind === "marketing" || kind === "information";
  const grave = isCampaign
    ? sql`'bounce', 'manual', 'complaint', 'soft_bounce'`
    : sql`'bounce', 'manual'`;
  return { grave, all: isCampaign ? sql`${grave}, 'unsubscribe'` : grave };
}

/** Asked for each contact. Most have no suppression: one look says so. */
export function factsOfContact(asked: Asked): Facts {
  const suppressed = (reasons: SQL) => sql`exists (select 1 from suppressions
    where suppressions.email_normalized = contacts.email_normalized
      and suppressions.reason in (${reasons}))`;
  const { grave, all } = listReasons(asked);
  return {
    isBlocked: suppressed(all),
    isGrave: suppressed(grave),
    status: sql`subscriptions.status`,
    blanks: asked.requiredFields.map(fieldIsBlank),
  };
}

/** Read off the columns `reason`, `status` and one for each required field. */
export function factsOfKind(asked: Pick<Asked, "kind">, blanks: Name[]): Facts {
  return {
    isBlocked: sql`reason is not null`,
    isGrave: sql`reason in (${listReasons(asked).grave})`,
    status: sql`status`,
    blanks: blanks.map((name) => sql`${name}`),
  };
}

/** How grave the suppression in column `reason` is. */
export const gravitySql = sql`(case reason ${sql.join(
  suppressionReasons.map((name) => sql.raw(`when '${name}' then ${gravity[name]}`)),
  sql` `,
)} end)`;

/** Every suppression that counts: a row for each of an address's reasons. */
export function suppressionJoin(asked: Asked): SQL {
  return sql`left join suppressions on suppressions.email_normalized = contacts.email_normalized
    and suppressions.reason in (${listReasons(asked).all})`;
}

/** Those that stand beside a graver one of the same address. */
export function lesserSuppressions(asked: Asked): SQL {
  const counted = sql`from suppressions where reason in (${listReasons(asked).all})`;
  return sql`(
    select email_normalized, reason from suppressions
    join (select email_normalized, min(${gravitySql}) as gravest ${counted}
      group by email_normalized having count(*) > 1) several using (email_normalized)
    where reason in (${listReasons(asked).all}) and ${gravitySql} > gravest)`;
}

/** The first reason that applies, the gravest first. */
export function skipReasonSql(
  { topicId, asksConsent }: Pick<Asked, "topicId"> & { asksConsent: boolean },
  { isBlocked, isGrave, status, blanks }: Facts,
): SQL {
  const silent = asksConsent ? sql`when ${status} is null then ${reason("no_consent")}` : sql``;
  const consent =
    topicId === null
      ? sql``
      : sql`${silent} when ${status} = 'unsubscribed' then ${reason("topic_off")}`;
  const missing = blanks.map((isBlank) => sql`when ${isBlank} then ${reason("missing_value")}`);
  return sql`(case
    when ${isBlocked}
      then case when ${isGrave} then ${reason("suppressed")} else ${reason("unsubscribed")} end
    ${consent}
    ${sql.join(missing, sql` `)}
    else null end)`;
}

/** Typed here: a cast of the whole expression would turn text into a reason for every row. */
function reason(name: SkipReason): SQL {
  return sql.raw(`'${name}'::skip_reason`);
}

/** Every reason with zero, so that a new reason cannot be forgotten where they are shown. */
export function noneSkipped(): Record<SkipReason, number> {
  return {
    suppressed: 0,
    unsubscribed: 0,
    topic_off: 0,
    no_consent: 0,
    missing_value: 0,
    capped: 0,
    duplicate_address: 0,
    invalid_address: 0,
    erased: 0,
  };
}
