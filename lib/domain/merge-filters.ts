import { type FilterImplOptions, filters as builtIn } from "liquidjs";
import { withParticle } from "./korean-particles";
import { formatDate } from "./merge-dates";

/** Every filter a merge tag may use. What is not here is refused when saving. */
export const mergeFilters: Readonly<Record<string, FilterImplOptions>> = {
  // What to say when the value is missing
  fallback,
  default: fallback,
  // Numbers
  won: (value: unknown, unit: unknown = "원") => withNumber(value, (n) => grouped(n) + text(unit)),
  number: (value: unknown, decimals: unknown) =>
    withNumber(value, (n) => grouped(n, Number(text(decimals)) || 0)),
  plus: pick("plus"),
  minus: pick("minus"),
  times: pick("times"),
  divided_by: pick("divided_by"),
  round: pick("round"),
  ceil: pick("ceil"),
  floor: pick("floor"),
  abs: pick("abs"),
  // Dates
  date: (value: unknown, format: unknown) => formatDate(value, text(format) || "%Y-%m-%d"),
  date_ko: (value: unknown, style: unknown) =>
    formatDate(value, text(style) === "weekday" ? "%Y년 %-m월 %-d일 %A" : "%Y년 %-m월 %-d일", "ko"),
  date_en: (value: unknown, style: unknown) =>
    formatDate(value, text(style) === "weekday" ? "%A, %B %-d, %Y" : "%B %-d, %Y", "en"),
  // Words
  particle: (value: unknown, pair: unknown) => withParticle(text(value), text(pair)),
  upcase: pick("upcase"),
  downcase: pick("downcase"),
  capitalize: pick("capitalize"),
  truncate: pick("truncate"),
  strip: pick("strip"),
  append: (value: unknown, more: unknown) => text(value) + text(more),
  prepend: (value: unknown, before: unknown) => text(before) + text(value),
  replace: pick("replace"),
  remove: pick("remove"),
  slice: pick("slice"),
  first_word: (value: unknown) => text(value).trim().split(/\s+/)[0] ?? "",
};

/** Filters after which a value can no longer be missing. */
export const fallbackFilters: readonly string[] = ["fallback", "default"];

function fallback(value: unknown, instead: unknown): unknown {
  return isBlank(value) ? instead : value;
}

/** Null, empty and white space alike: a name of one blank greets nobody. */
export function isBlank(value: unknown): boolean {
  return (
    value === null || value === undefined || (typeof value === "string" && value.trim() === "")
  );
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return "";
}

/** A value that is no number stays as it is ("12,345" typed into a text property reads as 12345). */
function withNumber(value: unknown, format: (n: number) => string): unknown {
  if (isBlank(value)) return "";
  const number = typeof value === "number" ? value : Number(text(value).replaceAll(",", ""));
  return Number.isFinite(number) ? format(number) : value;
}

function grouped(value: number, decimals = 0): string {
  const places = Math.min(Math.max(Math.trunc(decimals), 0), 10);
  const [whole = "", fraction] = value.toFixed(places).split(".");
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

function pick(name: string): FilterImplOptions {
  const filter = builtIn[name];
  if (filter === undefined) throw new Error(`LiquidJS has no filter ${name}.`);
  return filter;
}
