import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { contacts, properties } from "@/db/schema/audience";
import { recordAudit } from "@/lib/audit";
import {
  checkChoiceLabels,
  editChoices,
  type ChoiceEdit,
  type ChoiceProblem,
} from "@/lib/domain/property-choices";

export type SaveChoicesResult =
  | { ok: true; retired: number }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "bad_choices"; problem: ChoiceProblem };

/**
 * Renames, reorders and adds choices. One that is no longer listed is retired and not forgotten:
 * contacts and segments hold its key, and a file that brings its word is still understood.
 */
export async function saveChoices(
  id: number,
  { edits, userId }: { edits: ChoiceEdit[]; userId: number },
): Promise<SaveChoicesResult> {
  const problem = checkChoiceLabels(edits.map(({ label }) => label));
  if (problem !== undefined) return { ok: false, reason: "bad_choices", problem };
  return db.transaction(async (tx) => {
    const [property] = await tx
      .select({ key: properties.key, choices: properties.choices })
      .from(properties)
      .where(and(eq(properties.id, id), eq(properties.type, "choice")))
      .for("update");
    if (!property) return { ok: false, reason: "not_found" };
    const choices = editChoices(property.choices, edits);
    await tx.update(properties).set({ choices }).where(eq(properties.id, id));
    const retired = choices.filter(({ isRetired }) => isRetired).length;
    const details = { key: property.key, offered: choices.length - retired, retired };
    const subject = `property:${id}`;
    await recordAudit({ userId, action: "property.choices", subject, details }, tx);
    return { ok: true, retired };
  });
}

/** How many contacts hold each choice; what nobody holds is not in the map. */
export async function countChoices(key: string): Promise<Map<string, number>> {
  const { rows } = await db.execute<{ choice: string; n: number }>(sql`
    select ${contacts.properties} ->> ${key}::text as choice, count(*)::int as n from ${contacts}
    where ${contacts.properties} ? ${key}::text group by 1`);
  return new Map(rows.map(({ choice, n }) => [choice, n]));
}
