import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { brands } from "./organization";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();
const ref = () => bigint({ mode: "number" });

/** Dates are ISO strings (YYYY-MM-DD), a choice is its key, a list its words. */
export type PropertyValue = string | number | boolean | string[];

/** JSON values of a contact's properties by the property's key. */
export type PropertyValues = Record<string, PropertyValue | null>;

/** One row an address, global. A contact may have no consent at all. */
export const contacts = pgTable(
  "contacts",
  {
    id: id(),
    email: text().notNull(), // as first given, NFC, trimmed
    emailNormalized: text().notNull(), // lower case, domain as punycode
    name: text().notNull().default(""),
    firstName: text(),
    lastName: text(),
    phone: text(), // text always: a leading zero is data
    locale: text(), // ko | en | null = the organisation's
    timeZone: text(),
    properties: jsonb()
      .$type<PropertyValues>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    source: text(), // "import:12", "manual", "api:3"
    sourceUpdatedAt: instant(), // the newest `updatedAt` a sync job gave: an older one changes nothing
    lastOpenedAt: instant(), // who reads our mails gets the next one first
    lastClickedAt: instant(),
    bouncesForgivenAt: instant(), // soft bounces of mails sent before it count no more
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("contacts_email_normalized").on(t.emailNormalized),
    index("contacts_created_at").on(t.createdAt),
    index("contacts_properties").using("gin", t.properties),
    // contacts_search, for words in name, address and phone, is made by hand in migration 0014.
  ],
);

export const propertyType = pgEnum("property_type", [
  "text",
  "number",
  "date",
  "boolean",
  "choice", // one of the declared choices
  "list", // any number of words
]);
export type PropertyType = (typeof propertyType.enumValues)[number];

/** One answer a choice property can have. Contacts and rules store the key, so the label is free. */
export type Choice = { key: string; label: string; isRetired?: true };

/** Declared fields beyond the built-in ones. `key` is what merge tags and segments use. */
export const properties = pgTable(
  "properties",
  {
    id: id(),
    key: text().notNull(), // [a-z][a-z0-9_]*, never a built-in field's name
    label: text().notNull(),
    type: propertyType().notNull(),
    // In the order in which they are offered; of the type "choice" only.
    choices: jsonb()
      .$type<Choice[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    createdAt: instant().notNull().defaultNow(),
    archivedAt: instant(),
  },
  (t) => [uniqueIndex("properties_key").on(t.key)],
);

/** What a contact can opt out of. */
export const topics = pgTable("topics", {
  id: id(),
  brandId: ref()
    .notNull()
    .references(() => brands.id),
  name: text().notNull(),
  description: text().notNull().default(""),
  isPublic: boolean().notNull().default(true), // shown in the preference centre
  // Information mails also go to who never answered; advertising always asks for a yes.
  includesUnanswered: boolean().notNull().default(false),
  createdAt: instant().notNull().defaultNow(),
  archivedAt: instant(),
});

export const subscriptionStatus = pgEnum("subscription_status", ["subscribed", "unsubscribed"]);
export type SubscriptionStatus = (typeof subscriptionStatus.enumValues)[number];

/** Contact × topic. No row = never consented = not mailable on that topic. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    contactId: ref()
      .notNull()
      .references(() => contacts.id, { onDelete: "cascade" }), // erasure takes it; consents stay
    topicId: ref()
      .notNull()
      .references(() => topics.id),
    status: subscriptionStatus().notNull(),
    changedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.contactId, t.topicId] }),
    index("subscriptions_topic").on(t.topicId, t.status, t.contactId), // the newest of a topic first
  ],
);

export const consentAction = pgEnum("consent_action", ["granted", "withdrawn"]);

/**
 * Append-only evidence: who agreed to or refused what, when, how. Never deleted, its words never
 * changed; a line that a user wrote for many by mistake and took back says when (undoneAt), and
 * counts as neither consent nor refusal from then on.
 */
export const consents = pgTable(
  "consents",
  {
    id: id(),
    contactId: ref(), // no foreign key: evidence outlives the contact
    emailNormalized: text(), // nulled by erasure
    topicId: ref(), // null = everything
    action: consentAction().notNull(),
    source: text().notNull(), // "import", "manual", "preference_page", "one_click", "complaint", …
    wording: text(), // what the person agreed to, if known
    givenAt: instant().notNull(), // when the person acted
    recordedAt: instant().notNull().defaultNow(),
    recordedBy: ref(), // users.id, null = the person or the system
    undoneAt: instant(),
    importId: ref(),
    campaignId: ref(), // the mail whose link was used
    recipientId: ref(),
    ip: text(),
    userAgent: text(),
  },
  (t) => [
    index("consents_contact").on(t.contactId),
    index("consents_email").on(t.emailNormalized), // a refusal outlives the contact it came from
  ],
);

export const suppressionReason = pgEnum("suppression_reason", [
  "bounce", // permanent bounce: blocks everything
  "manual", // by a person or an import: blocks everything
  "complaint", // blocks campaigns
  "unsubscribe", // from everything: blocks campaigns
  "soft_bounce", // bounced again and again without a delivery between: blocks campaigns
]);
export type SuppressionReason = (typeof suppressionReason.enumValues)[number];

/** An address that must not be mailed; one row a reason, so that lifting one leaves the others. */
export const suppressions = pgTable(
  "suppressions",
  {
    emailNormalized: text().notNull(),
    reason: suppressionReason().notNull(),
    source: text().notNull(), // "ses", "preference_page", "one_click", "import:12", "user:3"
    note: text(),
    campaignId: ref(),
    recipientId: ref(),
    createdAt: instant().notNull().defaultNow(),
    createdBy: ref(),
  },
  (t) => [
    primaryKey({ columns: [t.emailNormalized, t.reason] }),
    // Newest first, of one reason or of all; a file's rows all have the same moment.
    index("suppressions_newest").on(t.createdAt, t.emailNormalized, t.reason),
    index("suppressions_newest_of_reason").on(t.reason, t.createdAt, t.emailNormalized),
    index("suppressions_search").using("gin", sql`${t.emailNormalized} gin_trgm_ops`),
  ],
);

/** Internal grouping by rule. The rule's type is SegmentRule in lib/domain/segment-rule.ts. */
export const segments = pgTable("segments", {
  id: id(),
  name: text().notNull(),
  rule: jsonb().$type<unknown>().notNull(),
  createdAt: instant().notNull().defaultNow(),
  updatedAt: instant().notNull().defaultNow(),
  createdBy: ref(),
  archivedAt: instant(),
});
