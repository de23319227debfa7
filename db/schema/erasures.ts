import {
  bigint,
  customType,
  index,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();
const ref = () => bigint({ mode: "number" });
const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** One row, made with the database: what the hashes of erased addresses are salted with. */
export const erasureSalt = pgTable("erasure_salt", {
  id: smallint().primaryKey(),
  salt: bytea().notNull(),
});

/**
 * Who was erased: a salted hash of the address, by which a trigger keeps the address out of
 * `contacts` for good (docs/decisions/016-erasure.md). Nothing here says who it was.
 */
export const erasures = pgTable(
  "erasures",
  {
    id: id(),
    hash: bytea().notNull(),
    contactId: ref(), // no foreign key: nulled when the last sweep is over
    /** RecipientKey[]: rows of the ledger that late reports may still fill; nulled with contactId. */
    mails: jsonb().$type<unknown>(),
    why: text().notNull(),
    requestedBy: ref().notNull(),
    requestedAt: instant().notNull().defaultNow(),
    /** What has been reached so far, by place. */
    counts: jsonb().$type<Record<string, number>>().notNull().default({}),
    searchedAt: instant(), // everything without an index was searched through
    sweptAt: instant(), // late reports and a fan-out that was under way left nothing
  },
  (t) => [uniqueIndex("erasures_hash").on(t.hash)],
);

/** Two contacts that were one person: where the other one's history is found. */
export const contactMerges = pgTable(
  "contact_merges",
  {
    fromContactId: ref().primaryKey(),
    intoContactId: ref().notNull(),
    fromEmailNormalized: text(), // the person's too: erasing them keeps it out as well
    /** By a trigger, when the one that stayed is deleted: whose this was can still be asked by address. */
    intoEmailNormalized: text(),
    mergedAt: instant().notNull().defaultNow(),
    mergedBy: ref(),
  },
  (t) => [index("contact_merges_into").on(t.intoContactId)],
);
