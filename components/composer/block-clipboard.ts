import { type PlacedBlock, readDocument, storeDocument } from "@/emails/blocks/document";

const mark = "letterpress.blocks";

/** A block as text, so that it can be taken to another mail, or to a colleague. */
export function writeBlocks(blocks: readonly PlacedBlock[]): string {
  return JSON.stringify({ [mark]: storeDocument({ theme: { accent: "" }, blocks }) });
}

/** undefined where the text is none of ours, or holds what this version does not know. */
export function readBlocks(text: string): readonly PlacedBlock[] | undefined {
  if (!text.includes(mark)) return undefined;
  try {
    const read = readDocument(JSON.parse(text)[mark]);
    return read.ok && read.document.blocks.length > 0 ? read.document.blocks : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Also kept in the browser: where a page is not served over https, it may not read the clipboard. */
export async function copyBlocks(blocks: readonly PlacedBlock[]): Promise<void> {
  const text = writeBlocks(blocks);
  localStorage.setItem(mark, text);
  await navigator.clipboard?.writeText(text).catch(() => undefined);
}

export function lastCopied(): readonly PlacedBlock[] | undefined {
  return readBlocks(localStorage.getItem(mark) ?? "");
}
