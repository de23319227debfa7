import { parseDocument } from "htmlparser2";
import { escapeHtml } from "./escape-html";
import { safeStyle } from "./safe-style";

/** HTML that somebody wrote by hand, without what a mail may not hold. */
export type HtmlNode =
  | { kind: "text"; text: string }
  | {
      kind: "element";
      tag: string;
      attributes: Readonly<Record<string, string>>;
      children: HtmlNode[];
    };

const tags = new Set(
  (
    "a b big blockquote br caption center code col colgroup dd del div dl dt em figcaption figure " +
    "font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small span strike strong sub sup table tbody " +
    "td tfoot th thead tr tt u ul"
  ).split(" "),
);
const empty = new Set(["br", "col", "hr", "img"]);

/** Their words are no words of the mail. Any other unknown tag goes and its words stay. */
const silent = new Set(
  (
    "applet audio base canvas embed frameset head iframe input link math meta noembed noframes " +
    "noscript object option script select style svg template textarea title video xmp"
  ).split(" "),
);

const attributesOfAll = new Set(
  (
    "align alt aria-hidden aria-label bgcolor border cellpadding cellspacing color colspan dir face " +
    "height href lang role rowspan size src style title valign width"
  ).split(" "),
);
const spoken = ["alt", "aria-label", "title"];

/** Reads what an author or another program wrote; whatever is not known to be harmless is left out. */
export function parseSafeHtml(html: string): HtmlNode[] {
  return readNodes(parseDocument(html).children);
}

export function serializeSafeHtml(nodes: readonly HtmlNode[]): string {
  return nodes.map(serialize).join("");
}

/** As it may stand in a page or a mail. */
export function sanitizeHtml(html: string): string {
  return serializeSafeHtml(parseSafeHtml(html));
}

/** The same HTML with its words and addresses changed; how marks come into it. */
export function mapSafeHtml(
  nodes: readonly HtmlNode[],
  change: { text: (words: string) => string; address: (address: string) => string },
): HtmlNode[] {
  return nodes.map((node): HtmlNode => {
    if (node.kind === "text") return { kind: "text", text: change.text(node.text) };
    const attributes = Object.entries(node.attributes).map(([name, value]) => {
      if (name === "href" || name === "src") return [name, change.address(value)];
      return [name, spoken.includes(name) ? change.text(value) : value];
    });
    const children = mapSafeHtml(node.children, change);
    return { ...node, attributes: Object.fromEntries(attributes), children };
  });
}

/** Every piece of text with merge tags in it, and every address, in order. */
export function listHtmlParts(nodes: readonly HtmlNode[]): {
  texts: string[];
  addresses: string[];
} {
  const texts: string[] = [];
  const addresses: string[] = [];
  mapSafeHtml(nodes, {
    text: (words) => (texts.push(words), words),
    address: (address) => (addresses.push(address), address),
  });
  return { texts, addresses };
}

type Parsed = ReturnType<typeof parseDocument>["children"];

function readNodes(parsed: Parsed): HtmlNode[] {
  return parsed.flatMap((node): HtmlNode[] => {
    if (node.type === "text") return [{ kind: "text", text: node.data }];
    if (!("name" in node) || !("children" in node) || silent.has(node.name)) return [];
    const children = readNodes(node.children);
    if (!tags.has(node.name)) return children;
    const attributes = readAttributes(node.name, node.attribs);
    return [{ kind: "element", tag: node.name, attributes, children }];
  });
}

function readAttributes(
  tag: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.entries(given).flatMap(([name, value]) => {
    if (!attributesOfAll.has(name)) return [];
    if (name === "href" && tag !== "a") return [];
    if (name === "src" && tag !== "img") return [];
    if (name !== "style") return [[name, value]];
    const style = safeStyle(value);
    return style === "" ? [] : [[name, style]];
  });
  const read = Object.fromEntries(kept);
  if (tag === "img") read["alt"] ??= "";
  return read;
}

function serialize(node: HtmlNode): string {
  if (node.kind === "text") return escapeHtml(node.text);
  // What the check refuses must not get out where nothing is checked: on the canvas.
  const kept = Object.entries(node.attributes).filter(
    ([name, value]) => (name !== "href" && name !== "src") || !isDangerous(value),
  );
  if (kept.some(([name]) => name === "href")) kept.push(["target", "_blank"]);
  const attributes = kept.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join("");
  if (empty.has(node.tag)) return `<${node.tag}${attributes}>`;
  return `<${node.tag}${attributes}>${serializeSafeHtml(node.children)}</${node.tag}>`;
}

/** Any scheme but those of the web, mail and telephone; browsers read schemes through blanks. */
function isDangerous(address: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what hides a scheme
  const bare = address.replace(/[\u0000-\u0020\u007f]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  return scheme !== undefined && !["http", "https", "mailto", "tel"].includes(scheme);
}
