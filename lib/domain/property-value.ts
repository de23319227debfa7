import type { Choice, PropertyType, PropertyValue } from "@/db/schema/audience";
import { findChoice, labelOf, sameWord, tidyWord } from "./property-choices";

export const propertyTypes = [
  "text",
  "number",
  "date",
  "boolean",
  "choice",
  "list",
] as const satisfies PropertyType[];

export type ParsedValue = { ok: true; value: PropertyValue } | { ok: false };

/** A list longer than this is a mistake of a file. */
const listBounds = { words: 100, characters: 200 };

const yesWords = new Set(["y", "yes", "o", "○", "true", "t", "예", "네", "참"]);
const noWords = new Set(["n", "no", "x", "×", "false", "f", "아니오", "아니요", "거짓"]);

/** Reads what a person wrote as a value of the type; text that is not blank. */
export function parsePropertyValue(
  type: PropertyType,
  text: string,
  choices: readonly Choice[] = [],
): ParsedValue {
  const trimmed = text.normalize("NFC").trim();
  switch (type) {
    case "text":
      return { ok: true, value: trimmed };
    case "number":
      return parseNumber(trimmed);
    case "date":
      return parseDate(trimmed);
    case "boolean":
      return parseBoolean(trimmed);
    case "choice": {
      const choice = findChoice(choices, trimmed);
      return choice ? { ok: true, value: choice.key } : { ok: false };
    }
    case "list":
      return parseList(trimmed);
  }
}

/** As written into files and form fields; `parsePropertyValue` reads it back. */
export function formatPropertyValue(
  value: PropertyValue | null | undefined,
  choices: readonly Choice[] = [],
): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Y" : "N";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? labelOf(choices, value) : String(value);
}

/** For a reader: yes and no in words, everything else as it is written. */
export function sayPropertyValue(
  value: PropertyValue | null | undefined,
  { choices = [], yes, no }: { choices?: readonly Choice[]; yes: string; no: string },
): string {
  if (typeof value === "boolean") return value ? yes : no;
  return formatPropertyValue(value, choices);
}

/** The narrowest type that takes every value; text for none, and where digits are no number. */
export function guessPropertyType(values: string[]): PropertyType {
  const filled = values.map((value) => value.trim()).filter((value) => value !== "");
  if (filled.length === 0) return "text";
  if (filled.every((value) => parseDate(value).ok)) return "date";
  // A leading zero or many digits: a postcode, a phone or a card number, not an amount.
  const isCode = filled.some((value) => /^0\d/.test(value) || value.replace(/\D/g, "").length > 12);
  if (!isCode && filled.every((value) => parseNumber(value).ok)) return "number";
  if (filled.every((value) => !/^[01]$/.test(value) && parseBoolean(value).ok)) return "boolean";
  return "text";
}

function parseNumber(text: string): ParsedValue {
  const bare = text.replace(/^[₩￦$€]\s*/, "").replace(/\s*(?:원|점|%|₩|￦)$/, "");
  if (!/^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(bare)) return { ok: false };
  const value = Number(bare.replaceAll(",", ""));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? { ok: true, value } : { ok: false };
}

const datePatterns = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.\s*(\d{1,2})\.\s*(\d{1,2})\.?$/,
  /^(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
// A time of day after the date is dropped: a date property has none.
const timeOfDay =
  /(?:T|\s+)(?:(?:오전|오후|AM|PM)\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:AM|PM|Z|[+-]\d{2}:?\d{2})?$/i;

/** Year first, as Korea and ISO write it; 1/5/2026 is two dates and therefore none. */
export function parseDate(text: string): { ok: true; value: string } | { ok: false } {
  const date = text.trim().replace(timeOfDay, "");
  for (const pattern of datePatterns) {
    const match = pattern.exec(date);
    if (match === null) continue;
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const time = new Date(Date.UTC(year, month - 1, day));
    const isReal = time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
    if (!isReal || year < 1900 || year > 2199) return { ok: false };
    return { ok: true, value: time.toISOString().slice(0, 10) };
  }
  return { ok: false };
}

/** Words between commas, semicolons, bars or line ends; each word once, as first spelled. */
function parseList(text: string): ParsedValue {
  const words = new Map<string, string>();
  for (const part of text.split(/[,，、;；|\n]/)) {
    const word = tidyWord(part);
    if (word !== "" && !words.has(sameWord(word))) words.set(sameWord(word), word);
  }
  const value = [...words.values()];
  const fits =
    value.length > 0 &&
    value.length <= listBounds.words &&
    value.every((word) => word.length <= listBounds.characters);
  return fits ? { ok: true, value } : { ok: false };
}

function parseBoolean(text: string): ParsedValue {
  const word = text.toLowerCase();
  if (yesWords.has(word) || word === "1") return { ok: true, value: true };
  if (noWords.has(word) || word === "0") return { ok: true, value: false };
  return { ok: false };
}
