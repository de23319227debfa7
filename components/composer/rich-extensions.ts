import { type AnyExtension, Mark, Node } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { Link } from "@tiptap/extension-link";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Text } from "@tiptap/extension-text";
import { TextAlign } from "@tiptap/extension-text-align";
import { Underline } from "@tiptap/extension-underline";
import { withHexColors } from "./rich-html";

/** A merge tag that cannot be typed into; `tag` is its Liquid, `label` what people call it. */
const MergeChip = Node.create({
  name: "mergeChip",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addAttributes: () => ({
    tag: { default: "", parseHTML: (element) => element.getAttribute("data-merge") },
    label: { default: "", parseHTML: (element) => element.textContent },
  }),
  parseHTML: () => [{ tag: "span[data-merge]" }],
  renderHTML: ({ node }) => ["span", { "data-merge": node.attrs["tag"] }, node.attrs["label"]],
  renderText: ({ node }) => String(node.attrs["tag"]),
});

/** The colour and size that rich text may have; see lib/domain/rich-text.ts. */
const Look = Mark.create({
  name: "look",
  addAttributes: () => ({ color: { default: null }, size: { default: null } }),
  parseHTML: () => [
    {
      tag: "span[style]",
      getAttrs: (element) => {
        const style = withHexColors(element.getAttribute("style") ?? "");
        const color = /(?:^|;)\s*color:\s*(#[0-9a-f]{6})/i.exec(style)?.[1] ?? null;
        const size = Number(/(?:^|;)\s*font-size:\s*(\d+)px/i.exec(style)?.[1]) || null;
        return color === null && size === null ? false : { color, size };
      },
    },
  ],
  renderHTML: ({ mark }) => {
    const { color, size } = mark.attrs;
    const style = [color && `color:${color}`, size && `font-size:${size}px`].filter(Boolean);
    return ["span", { style: style.join(";") }, 0];
  },
});

/** Exactly what rich text may hold: whatever is pasted comes in as that, or as plain words. */
export const richExtensions: AnyExtension[] = [
  Document,
  Paragraph,
  Text,
  Heading.configure({ levels: [2, 3] }),
  HardBreak,
  Bold,
  Italic,
  Underline,
  Strike,
  BulletList,
  OrderedList,
  ListItem,
  ListKeymap,
  Blockquote,
  TextAlign.configure({ types: ["paragraph", "heading"], alignments: ["left", "center", "right"] }),
  Link.configure({
    openOnClick: false,
    autolink: false,
    HTMLAttributes: { target: null, rel: null },
  }),
  Look,
  MergeChip,
];
