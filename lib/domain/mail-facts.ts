import { parseDocument } from "htmlparser2";
import { parseColor, type Rgb } from "./color";

export type MailImage = {
  src: string;
  alt: string | undefined;
  hasWidth: boolean;
  /** Said to carry no meaning, or too small to be seen. */
  isDecoration: boolean;
};

export type MailLink = {
  href: string | undefined;
  /** What is read of it: its words and the alt texts of its images. */
  words: string;
  hasImage: boolean;
};

export type MailWords = {
  words: string;
  color: Rgb;
  /** undefined where it stands on a picture. */
  background: Rgb | undefined;
  fontSize: number;
  isBold: boolean;
  isHidden: boolean;
  isFooter: boolean;
};

/** What a drawn mail holds, as far as its checks ask. Outlook's conditional comments are no part. */
export type MailFacts = {
  images: MailImage[];
  links: MailLink[];
  texts: MailWords[];
  tags: Set<string>;
  /** "display:flex", from style attributes and style sheets alike. */
  declarations: Set<string>;
  styleBytes: number;
};

type Look = Omit<MailWords, "words"> & { link: MailLink | undefined };
type Nodes = ReturnType<typeof parseDocument>["children"];

const start: Look = {
  color: [0, 0, 0],
  background: [255, 255, 255],
  fontSize: 16,
  isBold: false,
  isHidden: false,
  isFooter: false,
  link: undefined,
};

/** Reads the HTML of a mail once, with what each word inherits from the elements around it. */
export function readMailFacts(html: string): MailFacts {
  const facts: MailFacts = {
    images: [],
    links: [],
    texts: [],
    tags: new Set(),
    declarations: new Set(),
    styleBytes: 0,
  };
  walk(parseDocument(html).children, start, facts);
  return facts;
}

function walk(nodes: Nodes, look: Look, facts: MailFacts): void {
  for (const node of nodes) {
    if (node.type === "text") addWords(node.data, look, facts);
    else if ("name" in node && "children" in node) {
      facts.tags.add(node.name);
      if (node.name === "style") {
        readStyleSheet(node.children, facts);
      } else if (!["script", "title", "template"].includes(node.name)) {
        walkElement(node.name, node.attribs, node.children, look, facts);
      }
    }
  }
}

function walkElement(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: Nodes,
  outer: Look,
  facts: MailFacts,
): void {
  const style = readDeclarations(attributes["style"] ?? "");
  for (const [name, value] of style) facts.declarations.add(`${name}:${value}`);
  const look = lookOf(tag, attributes, style, outer);
  // The line that inboxes show after the subject is hidden on purpose, by the mail's frame.
  if (look.isHidden && attributes["data-skip-in-text"] !== undefined) return;
  if (tag === "img") addImage(attributes, style, look, facts);
  if (tag === "a" || tag === "area") {
    look.link = { href: attributes["href"], words: "", hasImage: false };
    // A place to jump to is no link.
    if (attributes["href"] !== undefined || attributes["name"] === undefined) {
      facts.links.push(look.link);
    }
    if (tag === "area") look.link.words = attributes["alt"] ?? "";
  }
  walk(children, look, facts);
}

function lookOf(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  style: ReadonlyMap<string, string>,
  outer: Look,
): Look {
  const look = { ...outer };
  const color = parseColor(style.get("color") ?? attributes["color"] ?? "");
  if (color) look.color = color;
  const painted = style.get("background-color") ?? attributes["bgcolor"];
  const shorthand = style.get("background") ?? "";
  const background = parseColor(painted ?? shorthand.split(" ")[0] ?? "");
  const hasPicture =
    /url\(|gradient\(/.test(shorthand + (style.get("background-image") ?? "")) ||
    attributes["background"] !== undefined;
  if (hasPicture) look.background = undefined;
  else if (background) look.background = background;
  const size = Number.parseFloat(style.get("font-size") ?? "");
  if (Number.isFinite(size)) look.fontSize = size;
  const weight = style.get("font-weight") ?? (/^(b|strong|th|h[1-6])$/.test(tag) ? "bold" : "");
  if (weight !== "") look.isBold = weight === "bold" || Number(weight) >= 700;
  if (isHiddenBy(style)) look.isHidden = true;
  if (/\blp-footer\b/.test(attributes["class"] ?? "")) look.isFooter = true;
  return look;
}

function isHiddenBy(style: ReadonlyMap<string, string>): boolean {
  return (
    style.get("display") === "none" ||
    style.get("visibility") === "hidden" ||
    Number.parseFloat(style.get("opacity") ?? "1") === 0
  );
}

function addWords(raw: string, { link, ...look }: Look, facts: MailFacts): void {
  const words = raw.replace(/\s+/g, " ").trim();
  if (words === "") return;
  if (link) link.words = `${link.words} ${words}`.trim();
  // Gaps between columns are closed by a size of 0 around them; what is inside has its own again.
  const isHidden = look.isHidden || look.fontSize <= 1;
  facts.texts.push({ words, ...look, isHidden });
}

function addImage(
  attributes: Readonly<Record<string, string>>,
  style: ReadonlyMap<string, string>,
  look: Look,
  facts: MailFacts,
): void {
  const alt = attributes["alt"]?.trim();
  const isDecoration =
    attributes["role"] === "presentation" ||
    attributes["aria-hidden"] === "true" ||
    (Number(attributes["width"]) <= 1 && attributes["width"] !== undefined);
  facts.images.push({
    src: (attributes["src"] ?? "").trim(),
    alt,
    hasWidth: attributes["width"] !== undefined || style.has("width"),
    isDecoration,
  });
  if (!look.link) return;
  look.link.hasImage = true;
  look.link.words = `${look.link.words} ${alt ?? ""}`.trim();
}

function readStyleSheet(children: Nodes, facts: MailFacts): void {
  for (const child of children) {
    if (child.type !== "text") continue;
    facts.styleBytes += new TextEncoder().encode(child.data).length;
    for (const [, block = ""] of child.data.matchAll(/\{([^{}]*)\}/g)) {
      for (const [name, value] of readDeclarations(block)) {
        facts.declarations.add(`${name}:${value}`);
      }
    }
    for (const [rule] of child.data.matchAll(/@(?:font-face|import)\b/g)) {
      facts.declarations.add(rule);
    }
  }
}

/** Of several declarations of one name the last holds. */
function readDeclarations(style: string): Map<string, string> {
  // A picture in an address of its own (`data:…;base64,…`) holds semicolons.
  const plain = style.replace(/url\([^)]*\)/g, "url()");
  const pairs = plain.split(";").flatMap((declaration): [string, string][] => {
    const colon = declaration.indexOf(":");
    if (colon < 1) return [];
    const value = declaration.slice(colon + 1).replace(/!important/, "");
    return [[declaration.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase()]];
  });
  return new Map(pairs);
}
