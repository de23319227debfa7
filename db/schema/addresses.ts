import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgEnum, pgTable, text, timestamp } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });

export const mailDomainState = pgEnum("mail_domain_state", [
  "unknown", // not looked up yet, or the resolver did not answer
  "mail", // takes mail: an MX record, or an address record in its place (RFC 5321, 5.1)
  "no_mail", // does not exist, has no server, or says that it takes none (null MX, RFC 7505)
]);
export type MailDomainState = (typeof mailDomainState.enumValues)[number];

/** What DNS said about the domain of our contacts' addresses, once a domain, until it expires. */
export const mailDomains = pgTable(
  "mail_domains",
  {
    domain: text().primaryKey(), // punycode, lower case
    state: mailDomainState().notNull().default("unknown"),
    detail: text(), // "mx", "address", "null_mx", "no_domain", "no_server"; an error's code
    checkedAt: instant(), // when the resolver last answered
    nextCheckAt: instant().notNull().defaultNow(),
    failures: integer().notNull().default(0), // resolver failures in a row
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [index("mail_domains_next_check").on(t.nextCheckAt)],
);

/** How far a background job that goes on tick after tick has come; one row a job. */
export const backgroundJobs = pgTable("background_jobs", {
  name: text().primaryKey(), // "mail_domains", "ses_suppressions", "ses_suppression_tasks"
  position: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  nextRunAt: instant().notNull().defaultNow(), // pushed ahead by whoever takes the turn
  finishedAt: instant(), // when it last came to its end
  failures: integer().notNull().default(0),
  lastError: text(),
});

export const sesSuppressionAction = pgEnum("ses_suppression_action", ["put", "delete"]);

/**
 * What SES's account suppression list has still to be told, one row an address: the latest wish
 * counts. Done rows stay for a while, so that an older page of SES's list cannot undo a lifting.
 */
export const sesSuppressionTasks = pgTable(
  "ses_suppression_tasks",
  {
    emailNormalized: text().primaryKey(),
    action: sesSuppressionAction().notNull(),
    reason: text().$type<"BOUNCE" | "COMPLAINT">().notNull(),
    requestedAt: instant().notNull().defaultNow(),
    nextAttemptAt: instant(), // null = done
    attempts: integer().notNull().default(0),
    lastError: text(),
    version: integer().notNull().default(1), // a newer wish: what is under way for an older one is void
  },
  (t) => [
    // In the order in which SES is told: liftings first.
    index("ses_suppression_tasks_due")
      .on(t.action.desc().nullsFirst(), t.nextAttemptAt)
      .where(sql`next_attempt_at is not null`),
  ],
);
