import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const instant = () => timestamp({ withTimezone: true });
const id = () => bigint({ mode: "number" }).generatedAlwaysAsIdentity().primaryKey();
const ref = () => bigint({ mode: "number" });

export const imageState = pgEnum("image_state", [
  "processing", // the upload is in the storage; its files for mails are being made
  "ready",
  "failed", // failedReason says why
]);

/** The library. The files themselves lie in the storage (lib/storage), under names by their content. */
export const images = pgTable(
  "images",
  {
    id: id(),
    name: text().notNull(),
    alt: text().notNull().default(""),
    state: imageState().notNull().default("processing"),
    failedReason: text(), // ImageProblem of lib/domain/image-limits.ts
    kind: text().notNull(), // ImageKind of what was uploaded
    sourceHash: text().notNull(), // sha256 of the upload without its metadata, hex: its name in the storage
    sourceBytes: integer().notNull(),
    // --- what mails show: twice as wide as it is drawn, and a smaller one as wide
    file: text(), // "<sha256>.jpg"
    smallFile: text(),
    width: integer(),
    height: integer(),
    bytes: integer(),
    isAnimated: boolean().notNull().default(false),
    /** CalmBand[] of lib/domain/image-cuts.ts; empty unless it is tall. */
    calm: jsonb().$type<[number, number][]>().notNull().default([]),
    // --- a part of a tall image: these rows of its file
    partOf: ref(),
    partNumber: integer(),
    partCount: integer(),
    partTop: integer(),
    partHeight: integer(),
    // --- the handler's work
    tries: integer().notNull().default(0),
    queuedAt: instant().notNull().defaultNow(),
    createdBy: ref(),
    createdAt: instant().notNull().defaultNow(),
    removedAt: instant(), // out of the library; its files stay while mails show them
  },
  (t) => [
    index("images_library")
      .on(t.id)
      .where(sql`${t.removedAt} is null`),
    index("images_processing")
      .on(t.queuedAt)
      .where(sql`${t.state} = 'processing'`),
    // The same file twice is the same image.
    uniqueIndex("images_source")
      .on(t.sourceHash)
      .where(sql`${t.removedAt} is null and ${t.partOf} is null`),
    index("images_parts")
      .on(t.partOf)
      .where(sql`${t.partOf} is not null`),
  ],
);
