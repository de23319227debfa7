import type { Choice, PropertyType } from "@/db/schema/audience";
import type { AttributeColumns } from "./attribute-cells";
import { asksWhetherGone, type ImportField } from "./import-headers";
import type { ImportOptions } from "./import-options";
import type { MemberState } from "./member-state";
import type { ParsedValue } from "./property-value";

export type PlannedProperty = {
  column: number;
  key: string;
  type: PropertyType;
  choices: readonly Choice[];
  /** What was read before, by how it is written. */
  parsed: Map<string, ParsedValue>;
};

/** Where things stand in a row: worked out once a file. */
export type RowPlan = {
  /** Columns of the file itself. */
  width: number;
  attributes: AttributeColumns | undefined;
  fields: Partial<Record<ImportField, number>>;
  properties: PlannedProperty[];
  used: number[];
  asksConsent: boolean;
  consentDate: string | null;
  today: string;
  everyone: MemberState;
  asksWhetherGone: boolean;
  restoresZero: boolean;
  /** A workbook's bare numbers may be dates that were never formatted as such. */
  hasSerialDates: boolean;
};

/** The declared choices of each choice property, by its key. */
export type ChoicesByKey = ReadonlyMap<string, readonly Choice[]>;

export function planRows(
  options: ImportOptions,
  today: string,
  choices: ChoicesByKey = new Map(),
): RowPlan {
  const plan: RowPlan = {
    width: options.attributes?.from ?? options.columns.length,
    attributes: options.attributes,
    fields: {},
    properties: [],
    used: [],
    asksConsent: typeof options.topicId === "number",
    consentDate: options.consentDate,
    today,
    // Until somebody says so, nobody has agreed to anything.
    everyone: options.everyone === "undecided" ? "pending" : options.everyone,
    asksWhetherGone: false,
    restoresZero: options.phoneZero === "restore",
    hasSerialDates: options.sheet !== undefined,
  };
  for (const [column, target] of options.columns.entries()) {
    if (target.to === "skip") continue;
    plan.used.push(column);
    if (target.to === "property") {
      const { key, type } = target;
      plan.properties.push({
        column,
        key,
        type,
        choices: choices.get(key) ?? [],
        parsed: new Map(),
      });
    } else {
      plan.fields[target.to] ??= column;
    }
  }
  plan.asksWhetherGone = asksWhetherGone(options.headers[plan.fields.status ?? -1] ?? "");
  return plan;
}
