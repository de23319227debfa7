import type { PropertyType } from "@/db/schema/audience";
import { importFields, suggestProperty } from "./import-headers";
import type { ColumnTarget, ImportOptions } from "./import-options";

// A choice is declared with its choices first.
const newTypes = ["text", "number", "date", "boolean", "list"] as const;

/** A target as the value of a select: "email", "property:grade", "new:date", "skip". */
export function targetId(target: ColumnTarget): string {
  if (target.to !== "property") return target.to;
  return target.isNew ? `new:${target.type}` : `property:${target.key}`;
}

type Known = { key: string; label: string; type: PropertyType };

/** The columns as chosen in the selects; a value that means nothing leaves its column as it was. */
export function applyTargets(
  options: ImportOptions,
  ids: (string | undefined)[],
  properties: Known[],
): ColumnTarget[] {
  const used = new Set(properties.map(({ key }) => key));
  return options.columns.map((column, index) => {
    const target = readTarget(ids[index] ?? "", { column, properties }) ?? column;
    if (target.to !== "property" || !target.isNew) return target;
    const declared = declaredMeanwhile(target, { properties, ids });
    if (declared !== undefined) return { ...target, label: declared.label, isNew: false };
    const header = options.headers[index] ?? "";
    const wanted = target.key === "" ? suggestProperty(header).key : target.key;
    const key = freeKey(wanted, used);
    used.add(key);
    return { ...target, key, label: target.label === "" ? header || key : target.label };
  });
}

/** Two files of one system bring the same columns: the second one joins what the first declared. */
function declaredMeanwhile(
  { key, type }: { key: string; type: PropertyType },
  { properties, ids }: { properties: Known[]; ids: (string | undefined)[] },
): Known | undefined {
  if (ids.includes(`property:${key}`)) return undefined;
  return properties.find((known) => known.key === key && known.type === type);
}

function readTarget(
  id: string,
  { column, properties }: { column: ColumnTarget; properties: Known[] },
): ColumnTarget | undefined {
  if (id === "skip") return { to: "skip" };
  const field = importFields.find((one) => one === id);
  if (field !== undefined) return { to: field };
  const known = properties.find(({ key }) => id === `property:${key}`);
  if (known !== undefined) {
    const { key, label, type } = known;
    return { to: "property", key, label, type, isNew: false };
  }
  const type = newTypes.find((one) => id === `new:${one}`);
  if (type === undefined) return undefined;
  const before = column.to === "property" && column.isNew ? column : { key: "", label: "" };
  return { to: "property", key: before.key, label: before.label, type, isNew: true };
}

/** The key itself, or with a number where it is taken. */
export function freeKey(key: string, used: ReadonlySet<string>): string {
  let free = key;
  for (let n = 2; used.has(free); n += 1) free = `${key.slice(0, 36)}_${n}`;
  return free;
}
