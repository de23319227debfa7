import { readDocument } from "@/emails/blocks/document";

type Read = ReturnType<typeof readDocument>;

const known = new WeakMap<object, Read>();

/** A mail's document: the check, the drawing and the pre-flight of one mail read it once. */
export function readComposed(content: unknown): Read {
  if (typeof content !== "object" || content === null) return readDocument(content);
  const read = known.get(content) ?? readDocument(content);
  known.set(content, read);
  return read;
}
