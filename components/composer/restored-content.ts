import { readDocument, storeDocument } from "@/emails/blocks/document";

/** A document of unknown origin as the editor may open it; undefined where it cannot be read. */
export function restoredContent(raw: unknown): Readonly<Record<string, unknown>> | undefined {
  const read = readDocument(raw);
  // storeDocument makes a plain object; its type is everybody's who reads JSON.
  return read.ok ? (storeDocument(read.document) as Readonly<Record<string, unknown>>) : undefined;
}
