import { parseRichText, type RichNode, serializeRichText } from "@/lib/domain/rich-text";

/** What the editor holds as it is stored: nothing that is not written, and list entries unwrapped. */
export function tidyRichText(html: string): string {
  return serializeRichText(parseRichText(withHexColors(html)).map(unwrap));
}

/** Browsers write every colour as rgb(): stored text, like all else here, has them as "#1d4fa8". */
export function withHexColors(html: string): string {
  return html.replaceAll(/rgb\((\d+),\s*(\d+),\s*(\d+)\)/g, (_, ...parts: string[]) => {
    const hex = parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0"));
    return `#${hex.join("")}`;
  });
}

function unwrap(node: RichNode): RichNode {
  if (node.kind === "text") return node;
  const children = node.children.map(unwrap);
  const [only, ...more] = children;
  const isWrapped =
    node.tag === "li" && only?.kind === "element" && only.tag === "p" && more.length === 0;
  return { ...node, children: isWrapped ? only.children : children };
}
