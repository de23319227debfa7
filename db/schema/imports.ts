import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();
const ref = () => bigint({ mode: "number" });
const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

export const importStatus = pgEnum("import_status", [
  "uploaded", // the file is here; mapping still open
  "queued", // confirmed; waits for the runner
  "running",
  "completed",
  "failed", // failedReason says why
  "canceled",
]);
export type ImportStatus = (typeof importStatus.enumValues)[number];

export const imports = pgTable(
  "imports",
  {
    id: id(),
    fileName: text().notNull(),
    fileBytes: bigint({ mode: "number" }).notNull().default(0),
    status: importStatus().notNull().default("uploaded"),
    /** ImportOptions of lib/domain/import-options.ts: encoding, delimiter, header, mapping, topic, consent. */
    options: jsonb().$type<unknown>().notNull().default({}),
    /** FileAnalysis of lib/domain/import-options.ts: what the bytes told while they came in. */
    analysis: jsonb().$type<unknown>().notNull().default({}),
    uploadedAt: instant(), // null while the bytes are still coming; such rows are not shown
    bytesDone: bigint({ mode: "number" }).notNull().default(0), // read so far; rows are known only at the end
    rowsTotal: integer(),
    rowsDone: integer().notNull().default(0),
    rowsCreated: integer().notNull().default(0),
    rowsUpdated: integer().notNull().default(0),
    rowsUnchanged: integer().notNull().default(0),
    rowsRefused: integer().notNull().default(0),
    rowsRepeated: integer().notNull().default(0), // same address again in the file: the last row wins
    rowsWritten: integer().notNull().default(0), // progress of the second half, after reading
    /** What became of consent: subscribed, withdrawn, unanswered, keptUnsubscribed, keptSuppressed. */
    consentCounts: jsonb().$type<Record<string, number>>().notNull().default({}),
    failedReason: text(),
    failedDetails: jsonb().$type<Record<string, string | number>>().notNull().default({}),
    leaseUntil: instant(), // the runner's claim on a running import
    leaseId: uuid(), // whose claim: a runner that lost it writes nothing any more
    createdBy: ref(),
    createdAt: instant().notNull().defaultNow(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [index("imports_status").on(t.status)],
);

/** The uploaded bytes in order, so that web and runner need no shared disk. Dropped when finished. */
export const importChunks = pgTable(
  "import_chunks",
  {
    importId: ref()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    n: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.n] })],
);

/**
 * Who was in the file: created, updated or unchanged. What "write to these people" means.
 * No foreign keys, which would be checked row by row: rows of a deleted contact or import are
 * taken along by a trigger, once a statement.
 */
export const importContacts = pgTable(
  "import_contacts",
  {
    importId: ref().notNull(),
    contactId: ref().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.contactId] }),
    index("import_contacts_contact").on(t.contactId),
  ],
);

/** Every refused row with its line and the reason code. */
export const importRefusals = pgTable(
  "import_refusals",
  {
    importId: ref()
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    line: integer().notNull(), // 1-based line in the file where the row starts
    reason: text().notNull(),
    raw: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.line] })],
);
