import type { MergeData } from "./compiled-content";
import { isBlank } from "./merge-filters";

const pattern =
  /^\{\{\s*([a-z_][a-z0-9_]*)\s*(?:\|\s*(?:fallback|default)\s*:\s*(?:"([^"\\{}%]*)"|'([^'\\{}%]*)')\s*)?\}\}$/;

/** Names by which Liquid understands something else than a field. */
const reserved = new Set(
  "true false nil null empty blank size first last and or not contains".split(" "),
);

type Printed = string | number | boolean | undefined;

/**
 * `{{ name }}` and `{{ name | fallback: "x" }}`: what nearly every slot is, without an engine that
 * takes 5 µs to look up a field. The result gives undefined, as this does, for what Liquid has to print.
 */
export function compileField(liquid: string): ((data: MergeData) => Printed) | undefined {
  const [found, field = "", double, single] = pattern.exec(liquid) ?? [];
  if (found === undefined || reserved.has(field)) return undefined;
  const instead = double ?? single;
  return (data) => {
    const value = Object.hasOwn(data, field) ? data[field] : null;
    if (isBlank(value)) return instead ?? (typeof value === "string" ? value : "");
    return isPlain(value) ? value : undefined;
  };
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
