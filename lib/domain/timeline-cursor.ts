import { isTimestamp } from "./list-cursor";

/** Where a page of a timeline ended: a time of the database with all its microseconds, then a key. */
export type TimelineCursor = { at: string; key: string };

export function formatTimelineCursor({ at, key }: TimelineCursor): string {
  return `${at}_${key}`;
}

/** undefined for what nobody could have been given: the timeline then starts at its beginning. */
export function parseTimelineCursor(text: unknown): TimelineCursor | undefined {
  if (typeof text !== "string") return undefined;
  const [at = "", key = ""] = text.split("_");
  return isTimestamp(at) && /^[a-z]+:[\w:.-]{1,80}$/.test(key) ? { at, key } : undefined;
}
