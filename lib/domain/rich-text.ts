import { parseDocument } from "htmlparser2";
import { escapeHtml } from "./escape-html";

/** What rich text may hold: everything else is left out, its words stay. */
export type RichNode =
  | { kind: "text"; text: string }
  | { kind: "element"; tag: RichTag; attributes: Record<string, string>; children: RichNode[] };

const tags = [
  "p",
  "h2",
  "h3",
  "br",
  "strong",
  "em",
  "u",
  "s",
  "a",
  "ul",
  "ol",
  "li",
  "blockquote",
  "span",
] as const;
export type RichTag = (typeof tags)[number];

const sameAs: Readonly<Record<string, RichTag>> = { b: "strong", i: "em", del: "s", h1: "h2" };
/** Their words are no words of the mail. */
const silent = new Set(["script", "style", "head", "title", "template", "iframe", "object"]);

/** A merge tag as the editor holds it: a chip that cannot be typed into. */
const chip = "data-merge";

/** Reads what an editor or the clipboard gave. */
export function parseRichText(html: string): RichNode[] {
  return readNodes(parseDocument(html).children);
}

export function serializeRichText(nodes: readonly RichNode[]): string {
  return nodes.map(serialize).join("");
}

/** The same text with its words and addresses changed; how marks come into it. */
export function mapRichText(
  nodes: readonly RichNode[],
  { text, address }: { text: (words: string) => string; address: (href: string) => string },
): RichNode[] {
  return nodes.map((node): RichNode => {
    if (node.kind === "text") return { kind: "text", text: text(node.text) };
    const liquid = node.attributes[chip];
    if (liquid !== undefined) return { kind: "text", text: text(liquid) };
    const href = node.attributes["href"];
    const attributes = href === undefined ? node.attributes : { href: address(href) };
    return { ...node, attributes, children: mapRichText(node.children, { text, address }) };
  });
}

/** Every piece of text with merge tags in it, and every address, in order. */
export function listRichParts(nodes: readonly RichNode[]): {
  texts: string[];
  addresses: string[];
} {
  const texts: string[] = [];
  const addresses: string[] = [];
  mapRichText(nodes, {
    text: (words) => (texts.push(words), words),
    address: (href) => (addresses.push(href), href),
  });
  return { texts, addresses };
}

type Parsed = ReturnType<typeof parseDocument>["children"];

function readNodes(parsed: Parsed): RichNode[] {
  return parsed.flatMap((node): RichNode[] => {
    if (node.type === "text") return [{ kind: "text", text: node.data }];
    if (!("name" in node) || !("children" in node) || silent.has(node.name)) return [];
    const children = readNodes(node.children);
    const tag = tags.find((name) => name === (sameAs[node.name] ?? node.name));
    if (!tag) return children;
    const attributes = readAttributes(tag, node.attribs);
    if (tag === "span" && Object.keys(attributes).length === 0) return children;
    if (tag === "a" && attributes["href"] === undefined) return children;
    return [{ kind: "element", tag, attributes, children }];
  });
}

function readAttributes(
  tag: RichTag,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  if (tag === "a") return given["href"] === undefined ? {} : { href: given["href"] };
  const style = given["style"] ?? "";
  if (tag === "span") {
    if (given[chip] !== undefined) return { [chip]: given[chip] };
    const color = /(?:^|;)\s*color:\s*(#[0-9a-f]{6})/i.exec(style)?.[1];
    const size = /(?:^|;)\s*font-size:\s*(1[2-9]|2\d|3\d|40)px/i.exec(style)?.[1];
    const kept = [color && `color:${color}`, size && `font-size:${size}px`].filter(Boolean);
    return kept.length === 0 ? {} : { style: kept.join(";") };
  }
  const align = /(?:^|;)\s*text-align:\s*(center|right)/i.exec(style)?.[1];
  return align && ["p", "h2", "h3"].includes(tag) ? { style: `text-align:${align}` } : {};
}

function serialize(node: RichNode): string {
  if (node.kind === "text") return escapeHtml(node.text);
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
  if (node.tag === "br") return "<br>";
  return `<${node.tag}${attributes}>${serializeRichText(node.children)}</${node.tag}>`;
}
