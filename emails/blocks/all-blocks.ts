import type { Block } from "./block";
import { columns } from "./columns";
import { heading } from "./heading";
import { text } from "./text";

/** Every block there is, in the order in which the palette offers them. */
export const allBlocks: readonly Block[] = [heading, text, columns];

export function findBlock(type: string): Block | undefined {
  return allBlocks.find((block) => block.type === type);
}
