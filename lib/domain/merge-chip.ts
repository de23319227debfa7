/** One merge tag taken apart, as the editor's chips show it. */
export type MergeChip = {
  key: string;
  /** Printed where there is no value; "" = nothing. */
  fallback: string;
  /** Other filters, kept as they were written: ` | particle: "은/는"`. */
  filters: string;
};

const shape = /^\{\{\s*([\p{L}_][\p{L}\p{N}_.]*)\s*((?:\|[^}]*)?)\}\}$/u;
const fallbackShape = /\|\s*fallback\s*:\s*"([^"]*)"\s*/;

/** undefined for what is no single tag; it stays text. */
export function readMergeChip(tag: string): MergeChip | undefined {
  const [, key, filters = ""] = shape.exec(tag.trim()) ?? [];
  if (key === undefined) return undefined;
  const fallback = fallbackShape.exec(filters)?.[1] ?? "";
  const rest = filters.replace(fallbackShape, "").trim();
  return { key, fallback, filters: rest };
}

export function writeMergeChip({ key, fallback, filters }: MergeChip): string {
  // A quote would end the tag's own.
  const words = fallback.replaceAll(/["{}]/g, "");
  const parts = [key, words === "" ? "" : `| fallback: "${words}"`, filters];
  return `{{ ${parts.filter(Boolean).join(" ")} }}`;
}
