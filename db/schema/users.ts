import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();

export const userRole = pgEnum("user_role", ["admin", "marketer", "viewer"]);
export type UserRole = (typeof userRole.enumValues)[number];

/** People who sign in. A user is never a contact. */
export const users = pgTable(
  "users",
  {
    id: id(),
    email: text().notNull(), // stored trimmed and lower-cased
    name: text().notNull().default(""),
    role: userRole().notNull(),
    passwordHash: text(), // argon2id; null = signs in by link or provider only
    // Raising it revokes every session of this user.
    sessionVersion: integer().notNull().default(1),
    locale: text(),
    createdAt: instant().notNull().defaultNow(),
    lastSignedInAt: instant(),
    disabledAt: instant(),
  },
  (t) => [uniqueIndex("users_email").on(t.email)],
);

/** Google, Kakao and Naver accounts bound to a user. */
export const accounts = pgTable(
  "accounts",
  {
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    userId: bigint({ mode: "number" })
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
);

/** Magic links, single use; next-auth stores the hash of the token, never the token. */
export const verificationTokens = pgTable(
  "verification_tokens",
  {
    identifier: text().notNull(),
    token: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    email: text().notNull(),
    role: userRole().notNull(),
    tokenHash: text().notNull(),
    invitedBy: bigint({ mode: "number" }).references(() => users.id, { onDelete: "set null" }),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    acceptedBy: bigint({ mode: "number" }).references(() => users.id, { onDelete: "set null" }),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex("invitations_token_hash").on(t.tokenHash)],
);

/** Fixed-window counters: sign-in per address and per IP, public endpoints per token. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text().notNull(),
    windowStart: instant().notNull(),
    hits: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowStart] })],
);

/** Append-only. Who did what to what; no personal data of contacts in `details`. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    at: instant().notNull().defaultNow(),
    userId: bigint({ mode: "number" }), // no foreign key: the log outlives the user
    action: text().notNull(), // "campaign.launch", "contacts.export", "suppression.lift", …
    subject: text(), // "campaign:42"
    details: jsonb()
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    ip: text(),
  },
  (t) => [
    index("audit_log_at").on(t.at.desc()),
    index("audit_log_subject").on(t.subject, t.id), // what was done to one contact
  ],
);
