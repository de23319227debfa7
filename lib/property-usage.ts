import { inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { segments } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { imports } from "@/db/schema/imports";
import { mergeFieldsIn, textsOf } from "@/lib/domain/merge-field-use";
import { listConditions, segmentRule } from "@/lib/domain/segment-rule";

type Place = { id: number; name: string };

/** Where a property stands: what a person should look at before changing it. */
export type PropertyUsage = { segments: Place[]; campaigns: Place[]; imports: Place[] };

/** The places of each property by its key; one that is used nowhere is not in the map. */
export async function mapPropertyUsage(keys: string[]): Promise<Map<string, PropertyUsage>> {
  const usage = new Map<string, PropertyUsage>();
  const wanted = new Set(keys);
  const note = (key: string, kind: keyof PropertyUsage, place: Place) => {
    if (!wanted.has(key)) return;
    const places = usage.get(key) ?? { segments: [], campaigns: [], imports: [] };
    if (!places[kind].some(({ id }) => id === place.id)) places[kind].push(place);
    usage.set(key, places);
  };
  const [segmentRows, campaignRows, importRows] = await Promise.all([
    db
      .select({ id: segments.id, name: segments.name, rule: segments.rule })
      .from(segments)
      .where(isNull(segments.archivedAt)),
    // What was sent is frozen: only what can still be edited can still break.
    db
      .select({
        id: campaigns.id,
        name: campaigns.name,
        subject: campaigns.subject,
        previewText: campaigns.previewText,
        content: campaigns.content,
      })
      .from(campaigns)
      .where(inArray(campaigns.status, ["draft", "scheduled"])),
    db
      .select({ id: imports.id, name: imports.fileName, options: imports.options })
      .from(imports)
      .where(sql`${imports.status} in ('uploaded', 'queued', 'running')`),
  ]);
  for (const { id, name, rule } of segmentRows) {
    for (const condition of listConditions(segmentRule.parse(rule))) {
      if (condition.field === "property") note(condition.key, "segments", { id, name });
    }
  }
  for (const { id, name, subject, previewText, content } of campaignRows) {
    for (const text of [subject, previewText, ...textsOf(content)]) {
      for (const key of mergeFieldsIn(text, wanted)) note(key, "campaigns", { id, name });
    }
  }
  for (const { id, name, options } of importRows) {
    for (const key of mappedKeys(options)) note(key, "imports", { id, name });
  }
  return usage;
}

function mappedKeys(options: unknown): string[] {
  const columns =
    typeof options === "object" && options !== null && "columns" in options ? options.columns : [];
  if (!Array.isArray(columns)) return [];
  return columns.flatMap((column: unknown) =>
    typeof column === "object" && column !== null && "key" in column ? [String(column.key)] : [],
  );
}
