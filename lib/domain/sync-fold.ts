import type { PropertyValue, PropertyValues } from "@/db/schema/audience";
import { joinName } from "./person-name";
import type { SyncPerson } from "./sync-line";

/** A contact as far as a sync job may change it. */
export type SyncState = {
  name: string;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  properties: PropertyValues;
  updatedAt: Date | null; // the newest a job has said
};

export type LineResult = "created" | "updated" | "unchanged" | "outdated";

export type SyncFold = {
  state: SyncState;
  /** What was sent of them, null for those to clear: the others stay as they are. */
  properties: Record<string, PropertyValue | null>;
  results: Map<number, LineResult>; // by line
};

const nobody: SyncState = {
  name: "",
  firstName: null,
  lastName: null,
  phone: null,
  properties: {},
  updatedAt: null,
};

/**
 * All lines of one address, one after the other, over the contact as it is (undefined: none yet).
 * What each line would have done by itself is what it is answered.
 */
export function foldLines(lines: SyncPerson[], known: SyncState | undefined): SyncFold {
  const results = new Map<number, LineResult>();
  const properties: SyncFold["properties"] = {};
  let state = known;
  for (const person of lines) {
    if (isOlder(person.updatedAt, state?.updatedAt ?? null)) {
      results.set(person.line, "outdated");
      continue;
    }
    const next = applyLine(state ?? nobody, person);
    results.set(
      person.line,
      state === undefined ? "created" : isSame(state, next) ? "unchanged" : "updated",
    );
    Object.assign(properties, person.properties);
    state = next;
  }
  return { state: state ?? nobody, properties, results };
}

function isOlder(one: Date | null, other: Date | null): boolean {
  return one !== null && other !== null && one < other;
}

function applyLine(state: SyncState, { fields, properties, updatedAt }: SyncPerson): SyncState {
  const pick = (key: "first_name" | "last_name" | "phone", was: string | null) =>
    fields[key] === undefined ? was : fields[key];
  const next = {
    ...state,
    firstName: pick("first_name", state.firstName),
    lastName: pick("last_name", state.lastName),
    phone: pick("phone", state.phone),
    properties: mergeProperties(state.properties, properties),
    updatedAt: updatedAt ?? state.updatedAt,
  };
  return { ...next, name: fields.name ?? followParts(state, next, fields) };
}

/** Without a name of its own it follows its parts, unless it was never made of them. */
function followParts(was: SyncState, next: SyncState, fields: SyncPerson["fields"]): string {
  const { first_name: first, last_name: last } = fields;
  if (first === undefined && last === undefined) return was.name;
  const isWhole = first !== undefined && last !== undefined;
  const isMadeOfParts = was.name === "" || was.name === joinName(was.firstName, was.lastName);
  if (!isWhole && !isMadeOfParts) return was.name;
  return joinName(next.firstName, next.lastName) ?? was.name;
}

function mergeProperties(was: PropertyValues, sent: SyncPerson["properties"]): PropertyValues {
  const filled = Object.entries({ ...was, ...sent }).filter(([, value]) => value !== null);
  return Object.fromEntries(filled);
}

function isSame(one: SyncState, other: SyncState): boolean {
  return (
    one.name === other.name &&
    one.firstName === other.firstName &&
    one.lastName === other.lastName &&
    one.phone === other.phone &&
    hasSameProperties(one.properties, other.properties)
  );
}

function hasSameProperties(one: PropertyValues, other: PropertyValues): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}
