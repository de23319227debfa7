import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { properties, type Choice, type PropertyType } from "@/db/schema/audience";
import { recordAudit } from "@/lib/audit";
import { isPropertyKey, toPropertyKey } from "@/lib/domain/import-headers";
import type { ChoicesByKey } from "@/lib/domain/import-plan";
import { checkChoiceLabels, makeChoices, type ChoiceProblem } from "@/lib/domain/property-choices";

export type Property = {
  id: number;
  key: string;
  label: string;
  type: PropertyType;
  choices: Choice[];
};

const columns = {
  id: properties.id,
  key: properties.key,
  label: properties.label,
  type: properties.type,
  choices: properties.choices,
};

/** The declared properties in use, by label. */
export async function listProperties(database: Database = db): Promise<Property[]> {
  return database
    .select(columns)
    .from(properties)
    .where(isNull(properties.archivedAt))
    .orderBy(asc(properties.label), asc(properties.id));
}

/** Those that were put away; their values stay with the contacts. */
export async function listArchivedProperties(): Promise<Property[]> {
  return db
    .select(columns)
    .from(properties)
    .where(isNotNull(properties.archivedAt))
    .orderBy(asc(properties.label), asc(properties.id));
}

export type CreateResult =
  | { ok: true; id: number }
  | { ok: false; reason: "key_taken" | "bad_key" }
  | { ok: false; reason: "bad_choices"; problem: ChoiceProblem };

type NewProperty = {
  label: string;
  key?: string | undefined;
  type: PropertyType;
  /** The labels of a choice property, in their order. */
  choices?: string[];
};

/** Declares a property; without a key, one is made from the label. */
export async function createProperty(
  { label, key, type, choices = [] }: NewProperty,
  { userId }: { userId: number | null },
): Promise<CreateResult> {
  const chosen = key ?? toPropertyKey(label);
  if (!isPropertyKey(chosen)) return { ok: false, reason: "bad_key" };
  const problem = type === "choice" ? checkChoiceLabels(choices) : undefined;
  if (problem !== undefined) return { ok: false, reason: "bad_choices", problem };
  const declared = type === "choice" ? makeChoices(choices) : [];
  const [row] = await db
    .insert(properties)
    .values({ key: chosen, label, type, choices: declared })
    .onConflictDoNothing()
    .returning({ id: properties.id });
  if (!row) return { ok: false, reason: "key_taken" };
  await recordAudit({
    userId,
    action: "property.create",
    subject: `property:${row.id}`,
    details: { key: chosen, type },
  });
  return { ok: true, id: row.id };
}

/** The label only: contacts, segments, merge tags and mappings hold the key, so nothing breaks. */
export async function renameProperty(
  id: number,
  { label, userId }: { label: string; userId: number | null },
): Promise<boolean> {
  const renamed = await db
    .update(properties)
    .set({ label })
    .where(eq(properties.id, id))
    .returning({ key: properties.key });
  if (renamed.length === 0) return false;
  const details = { key: renamed[0]?.key, label };
  await recordAudit({ userId, action: "property.rename", subject: `property:${id}`, details });
  return true;
}

/** Takes a property out of lists and forms, or back; values stay. */
export async function setPropertyArchived(
  id: number,
  { archived, userId }: { archived: boolean; userId: number | null },
): Promise<boolean> {
  const changed = await db
    .update(properties)
    .set({ archivedAt: archived ? sql`now()` : null })
    .where(
      and(
        eq(properties.id, id),
        archived ? isNull(properties.archivedAt) : isNotNull(properties.archivedAt),
      ),
    )
    .returning({ id: properties.id });
  if (changed.length === 0) return false;
  await recordAudit({
    userId,
    action: archived ? "property.archive" : "property.restore",
    subject: `property:${id}`,
  });
  return true;
}

/** Every key ever declared, with its type: a key never changes its meaning. */
export async function listAllProperties(database: Database = db): Promise<Property[]> {
  return database.select(columns).from(properties).orderBy(asc(properties.id));
}

/** The declared choices by property, for whoever reads values. */
export async function mapChoices(database: Database = db): Promise<ChoicesByKey> {
  const all = await listAllProperties(database);
  return new Map(all.map(({ key, choices }) => [key, choices]));
}
