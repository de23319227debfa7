import { type SQL, sql } from "drizzle-orm";
import type { CampaignKind } from "@/db/schema/campaigns";
import type { SkipReason } from "@/db/schema/recipients";
import { fieldIsBlank } from "@/lib/delivery/merge-data";
import type { SuppressionReason } from "@/lib/domain/suppression-reason";

/** What a mail asks of the people it goes to. */
type Asked = {
  kind: CampaignKind;
  topicId: number | null;
  requiredFields: string[];
  /** Whether silence is a no. */
  asksConsent: boolean;
};

/**
 * What the reason to skip somebody is judged by: conditions on one contact, or for each the numbers
 * of those of many whom it is true of.
 */
export type SkipFacts = {
  isBlocked: SQL;
  isGrave: SQL;
  isSilent: SQL;
  isOff: SQL;
  blanks: SQL[];
};

export type SkipTest = { reason: SkipReason; applies: SQL };

const byGravity: readonly SuppressionReason[] = [
  "bounce",
  "complaint",
  "manual",
  "soft_bounce",
  "unsubscribe",
];

/** Those that count, the gravest first: a transactional mail heeds only dead and barred addresses. */
export function listSuppressions({ kind }: Pick<Asked, "kind">): {
  grave: SuppressionReason[];
  all: SuppressionReason[];
} {
  const isCampaign = kind === "marketing" || kind === "information";
  const all = byGravity.filter(
    (reason) => isCampaign || reason === "bounce" || reason === "manual",
  );
  return { grave: all.filter((reason) => reason !== "unsubscribe"), all };
}

/** Asked for each contact. Most have no suppression: one look says so. */
function factsOfContact(asked: Asked): SkipFacts {
  const suppressed = (reasons: SuppressionReason[]) => sql`exists (select 1 from suppressions
    where suppressions.email_normalized = contacts.email_normalized
      and suppressions.reason in (${literals(reasons)}))`;
  const { grave, all } = listSuppressions(asked);
  return {
    isBlocked: suppressed(all),
    isGrave: suppressed(grave),
    isSilent: sql`subscriptions.status is null`,
    isOff: sql`subscriptions.status = 'unsubscribed'`,
    blanks: asked.requiredFields.map(fieldIsBlank),
  };
}

/** Written out, so that the planner knows how many rows they stand for. */
export function literals(reasons: readonly SuppressionReason[]): SQL {
  return sql.raw(reasons.map((reason) => `'${reason}'`).join(", "));
}

/** What is checked, the gravest first: the first that applies is the reason. */
export function listSkipTests(asked: Asked, facts: SkipFacts): SkipTest[] {
  return [
    { reason: "suppressed", applies: facts.isGrave },
    { reason: "unsubscribed", applies: facts.isBlocked },
    ...testsOfOpen(asked, facts),
  ];
}

/** Of people whose address is not blocked. */
function testsOfOpen(
  { topicId, asksConsent }: Asked,
  { isSilent, isOff, blanks }: SkipFacts,
): SkipTest[] {
  const silent: SkipTest[] = asksConsent ? [{ reason: "no_consent", applies: isSilent }] : [];
  const consent: SkipTest[] = [...silent, { reason: "topic_off", applies: isOff }];
  return [
    ...(topicId === null ? [] : consent),
    ...blanks.map((applies): SkipTest => ({ reason: "missing_value", applies })),
  ];
}

/** The first reason that applies to a contact; null for who gets the mail. */
export function skipReasonSql(asked: Asked): SQL {
  const facts = factsOfContact(asked);
  const open = testsOfOpen(asked, facts).map(
    ({ reason: name, applies }) => sql`when ${applies} then ${reason(name)}`,
  );
  // As listSkipTests has it, but most people are asked for one suppression only.
  return sql`(case
    when ${facts.isBlocked}
      then case when ${facts.isGrave} then ${reason("suppressed")} else ${reason("unsubscribed")} end
    ${sql.join(open, sql` `)}
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
