import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Database } from "@/db";
import { properties } from "@/db/schema/audience";
import type { ColumnTarget, ImportOptions } from "@/lib/domain/import-options";

/** A property was declared meanwhile with another type: what the file says would not fit into it. */
export class TakenPropertyError extends Error {
  readonly label: string;

  constructor(label: string) {
    super("A property was declared with another type than the import was to write.");
    this.label = label;
  }
}

type PropertyColumn = Extract<ColumnTarget, { to: "property" }>;

function propertyColumns({ columns }: ImportOptions): PropertyColumn[] {
  return columns.filter((column) => column.to === "property");
}

/** Another import, or a person, may have declared one since the columns were matched. */
export async function expectOwnTypes(database: Database, options: ImportOptions): Promise<void> {
  const types = new Map(propertyColumns(options).map(({ key, type }) => [key, type]));
  if (types.size === 0) return;
  const declared = await database
    .select({ key: properties.key, label: properties.label, type: properties.type })
    .from(properties)
    .where(inArray(properties.key, [...types.keys()]));
  const taken = declared.find(({ key, type }) => types.get(key) !== type);
  if (taken !== undefined) throw new TakenPropertyError(taken.label);
}

/**
 * A property that was put away and is mapped again comes back. Those in use are not touched, as they
 * would stay locked until the import ends, for other imports and for whoever edits them.
 */
export async function declareProperties(tx: Database, options: ImportOptions): Promise<void> {
  for (const { key, label, type } of propertyColumns(options)) {
    // Waits for another import that is declaring the same one.
    await tx.insert(properties).values({ key, label, type }).onConflictDoNothing();
    await tx
      .update(properties)
      .set({ archivedAt: null })
      .where(and(eq(properties.key, key), isNotNull(properties.archivedAt)));
  }
  await expectOwnTypes(tx, options);
}
