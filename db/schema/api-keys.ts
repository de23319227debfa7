import { bigint, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });

/** Keys of other systems. The secret is shown once; only its hash is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    name: text().notNull(), // what it is for, in a person's words
    start: text().notNull(), // the first characters, to tell keys apart
    hash: text().notNull(), // SHA-256 of the whole key: it is random, so no slow hash is needed
    scopes: text().array().notNull(),
    createdBy: bigint({ mode: "number" }),
    createdAt: instant().notNull().defaultNow(),
    lastUsedAt: instant(),
    revokedAt: instant(),
    revokedBy: bigint({ mode: "number" }),
  },
  (t) => [uniqueIndex("api_keys_hash").on(t.hash)],
);
