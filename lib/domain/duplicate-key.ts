/** What tells that two addresses are one person. */
export type DuplicateKey = { by: "phone" } | { by: "property"; key: string };

const prefix = "property:";

/** As it is kept and sent: "phone" or "property:member". */
export function formatDuplicateKey(key: DuplicateKey): string {
  return key.by === "phone" ? "phone" : `${prefix}${key.key}`;
}

export function parseDuplicateKey(text: string): DuplicateKey | undefined {
  if (text === "phone") return { by: "phone" };
  return text.startsWith(prefix) ? { by: "property", key: text.slice(prefix.length) } : undefined;
}
