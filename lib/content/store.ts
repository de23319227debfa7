import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import * as z from "zod";
import { db } from "@/db";
import { contents } from "@/db/schema/campaigns";
import { blockCondition } from "@/lib/domain/block-condition";
import type { CompiledContent, CompiledPart, Slot } from "@/lib/domain/compiled-content";

/** Keeps a compiled mail under its hash; the same mail twice is one row, and no row ever changes. */
export async function storeContent(compiled: CompiledContent): Promise<string> {
  const hash = hashContent(compiled);
  await db.insert(contents).values({ hash, compiled }).onConflictDoNothing();
  remember(hash, compiled);
  return hash;
}

/** A frozen mail. The few in use stay in memory, so that a batch of one campaign reads one row. */
export async function getContent(hash: string): Promise<CompiledContent> {
  const known = recent.get(hash);
  if (known) {
    remember(hash, known);
    return known;
  }
  const [row] = await db
    .select({ compiled: contents.compiled })
    .from(contents)
    .where(eq(contents.hash, hash));
  if (!row) throw new Error(`There is no compiled content ${hash}.`);
  const compiled = compiledContent.parse(row.compiled);
  remember(hash, compiled);
  return compiled;
}

/** sha256 of the JSON with sorted keys: the same mail has the same hash in every process. */
export function hashContent(compiled: CompiledContent): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(compiled)))
    .digest("hex");
}

const maxRemembered = 32; // 100 KB mails: a few MB
const recent = new Map<string, CompiledContent>();

function remember(hash: string, compiled: CompiledContent): void {
  recent.delete(hash);
  recent.set(hash, compiled);
  const [oldest] = recent.keys();
  if (recent.size > maxRemembered && oldest !== undefined) recent.delete(oldest);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

const slot: z.ZodType<Slot> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("merge"),
    liquid: z.string(),
    escape: z.enum(["html", "text", "url"]),
  }),
  z.object({ kind: z.literal("link"), n: z.int() }),
  z.object({
    kind: z.literal("url"),
    name: z.enum(["unsubscribe", "preferences", "pixel", "web"]),
  }),
  z.object({
    kind: z.literal("when"),
    condition: blockCondition,
    part: z.lazy(() => part),
  }),
]);

const part: z.ZodType<CompiledPart> = z.object({
  chunks: z.array(z.string()),
  slots: z.array(slot),
});

const compiledContent: z.ZodType<CompiledContent> = z.object({
  v: z.literal(1),
  locale: z.enum(["ko", "en"]),
  subject: part,
  html: part,
  text: part,
  links: z.array(z.string()),
  fields: z.array(z.string()),
  requiredFields: z.array(z.string()),
  labels: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});
