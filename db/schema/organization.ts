import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();

/** One installation is one organisation: this table has exactly one row (id 1), made by a migration. */
export const organization = pgTable("organization", {
  id: bigint({ mode: "number" }).primaryKey(),
  name: text().notNull().default(""),
  timeZone: text().notNull().default("Asia/Seoul"), // IANA
  locale: text().notNull().default("ko"), // language of mails and public pages: ko | en
  country: text().notNull().default("KR"), // ISO 3166-1; KR switches on the (광고) rule
  postalAddress: text().notNull().default(""),
  phone: text().notNull().default(""),
  /** Campaigns in a row that must bounce softly until an address becomes inactive; 0 = never. */
  softBounceLimit: integer().notNull().default(5),
  setupFinishedAt: instant(), // null = the first-run form is still to be answered
  checklistDismissedAt: instant(),
  updatedAt: instant().notNull().defaultNow(),
});

/** A migration makes the default row (id 1). */
export const brands = pgTable("brands", {
  id: id(),
  name: text().notNull(),
  createdAt: instant().notNull().defaultNow(),
});

/** From name and address of campaigns. */
export const senders = pgTable(
  "senders",
  {
    id: id(),
    brandId: bigint({ mode: "number" })
      .notNull()
      .references(() => brands.id),
    name: text().notNull(),
    email: text().notNull(),
    replyTo: text(),
    isDefault: boolean().notNull().default(false),
    createdAt: instant().notNull().defaultNow(),
    archivedAt: instant(), // senders of sent campaigns are archived, never deleted
  },
  (t) => [index("senders_brand").on(t.brandId)],
);

/** What SES last said of a domain or address we send from. */
export const identities = pgTable(
  "identities",
  {
    id: id(),
    name: text().notNull(), // domain, or address
    type: text().$type<"domain" | "address">().notNull(),
    verified: boolean().notNull().default(false),
    /** GetEmailIdentity's answer, narrowed: dkim status and tokens, mailFrom, … */
    state: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** What DNS answered when it was last looked up: one entry a record. */
    dns: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    checkedAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("identities_name").on(t.name)],
);
