import type { PropertyType } from "@/db/schema/audience";
import { normalizeEmail } from "@/lib/domain/email-address";
import { guessField, normalizeHeader, suggestProperty } from "@/lib/domain/import-headers";
import { freeKey } from "@/lib/domain/import-mapping";
import type { ColumnTarget } from "@/lib/domain/import-options";
import type { PresetTarget } from "@/lib/domain/import-presets";
import { areMemberStates } from "@/lib/domain/member-state";
import { guessPropertyType, parsePropertyValue } from "@/lib/domain/property-value";

/** With more columns than this, only those that are known become properties by themselves. */
const fewColumns = 30;

export type KnownProperty = { key: string; label: string; type: PropertyType };

export type ColumnContext = {
  properties: KnownProperty[];
  taken: Set<string>;
  width: number;
  /** What the system that wrote the file means by this column. */
  preset?: Exclude<PresetTarget, "attributes"> | undefined;
};

/** What a column becomes, by its header first and its values second. */
export function suggestColumn(
  header: string,
  values: string[],
  context: ColumnContext,
): ColumnTarget {
  const { properties, taken, width, preset } = context;
  if (preset === "skip") return { to: "skip" };
  const field = typeof preset === "string" ? preset : findField(header, values, preset);
  if (field !== undefined && !taken.has(field)) return { to: field };
  if (header.trim() === "" || field !== undefined) return { to: "skip" };
  const suggested = typeof preset === "object" ? preset : suggestProperty(header);
  const known = properties.find(
    ({ key, label }) =>
      normalizeHeader(label) === normalizeHeader(header) ||
      normalizeHeader(key) === normalizeHeader(header) ||
      key === suggested.key,
  );
  if (known !== undefined && !taken.has(known.key) && holds(known.type, preset)) {
    const { key, label, type } = known;
    return { to: "property", key, label, type, isNew: false };
  }
  const isEmpty = values.every((value) => value.trim() === "");
  if (suggested.type === undefined && (width > fewColumns || (isEmpty && values.length > 0))) {
    return { to: "skip" };
  }
  return {
    to: "property",
    key: freeKey(suggested.key, new Set([...taken, ...properties.map((property) => property.key)])),
    label: tidyHeader(header),
    type: fittingType(suggested.type, values),
    isNew: true,
  };
}

/** What a preset knows of a column's values (a birthday without a year) may not fit a property's type. */
function holds(type: PropertyType, preset: ColumnContext["preset"]): boolean {
  return typeof preset !== "object" || type === "text" || type === preset.type;
}

/** The type that the header means, unless most values say otherwise. */
function fittingType(meant: PropertyType | undefined, values: string[]): PropertyType {
  if (meant === undefined) return guessPropertyType(values);
  const filled = values.filter((value) => value.trim() !== "");
  const fitting = filled.filter((value) => parsePropertyValue(meant, value).ok);
  return fitting.length * 2 >= filled.length ? meant : guessPropertyType(values);
}

/** A header as it is shown and stored. */
export function tidyHeader(header: string): string {
  return header.replaceAll("\0", "").normalize("NFC").trim().slice(0, 200);
}

function findField(header: string, values: string[], preset: object | undefined) {
  if (preset !== undefined) return undefined;
  if (header.trim() === "") return guessByValues(values);
  // "Status" may be anybody's; only where every value says how a person stands, it is that.
  const isStatus = /^(?:status|state|상태|회원상태)$/.test(normalizeHeader(header));
  return guessField(header) ?? (isStatus && areMemberStates(values) ? "status" : undefined);
}

function guessByValues(values: string[]): "email" | "phone" | "name" | undefined {
  const filled = values.map((value) => value.trim()).filter((value) => value !== "");
  const most = (test: (value: string) => boolean) =>
    filled.length > 0 && filled.filter(test).length >= filled.length * 0.7;
  if (most((value) => normalizeEmail(value).ok)) return "email";
  if (most((value) => /^\+?\d[\d\s().-]{7,17}$/.test(value))) return "phone";
  if (most((value) => /^[가-힣]{2,5}$/.test(value.normalize("NFC")))) return "name";
  return undefined;
}

/** Most of its values are addresses. */
export function isEmailColumn(values: string[]): boolean {
  return guessByValues(values) === "email";
}
