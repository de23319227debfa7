import * as z from "zod";

/** One table's rows of one campaign: gzip'd lines of JSON, one a row. */
export const archivedFile = z.object({
  table: z.enum(["recipients", "email_events", "attempt_failures", "duplicate_accepts"]),
  name: z.string(),
  rows: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  sha256: z.string().length(64),
});
export type ArchivedFile = z.infer<typeof archivedFile>;

/** Lies beside the files as manifest.json, so that they can be read without a database. */
export const archiveManifest = z.object({
  version: z.literal(1),
  campaignId: z.int().positive(),
  name: z.string(),
  files: z.array(archivedFile),
});
export type ArchiveManifest = z.infer<typeof archiveManifest>;

const cause = z.object({ message: z.string(), n: z.number() });

/** The parts of a report that cannot be counted any more; dates as ISO strings. */
export const archivedReport = z.object({
  timeline: z.object({
    bucketSeconds: z.number(),
    points: z.array(
      z.object({
        at: z.coerce.date(),
        sent: z.number(),
        delivered: z.number(),
        opened: z.number(),
        clicked: z.number(),
      }),
    ),
  }),
  failures: z.array(cause.extend({ status: z.enum(["failed", "in_doubt"]), code: z.string() })),
  bounces: z.array(cause.extend({ type: z.string(), subType: z.string() })),
  clicks: z.array(z.object({ n: z.number(), clicks: z.number(), people: z.number() })),
});
export type ArchivedReport = z.infer<typeof archivedReport>;
