import type { CSSProperties, ReactNode } from "react";
import { readableOn } from "@/emails/system/contrast";
import type { Surface } from "@/emails/system/surface";
import { textBase } from "@/emails/system/theme";
import { parseRichText, type RichNode, type RichTag } from "@/lib/domain/rich-text";

type Ink = { surface: Surface; link: string };

/** Rich text as mail programs draw it alike: every style stands on its element. */
export function RichText({
  html,
  accent,
  surface,
}: {
  html: string;
  accent: string;
  surface: Surface;
}) {
  const link = accent === "" ? surface.link : readableOn(accent, surface.background);
  return draw(parseRichText(html), { surface, link });
}

function draw(nodes: readonly RichNode[], ink: Ink): ReactNode[] {
  return nodes.map((node, index) => {
    if (node.kind === "text") return node.text;
    const { tag: Tag, attributes, children } = node;
    if (Tag === "br") return <br key={index} />;
    if (Tag === "a") {
      return (
        <a
          key={index}
          href={attributes["href"]}
          target="_blank"
          className={ink.surface.classes.link}
          style={{ textDecoration: "underline", color: ink.link }}
        >
          {draw(children, ink)}
        </a>
      );
    }
    return (
      <Tag
        key={index}
        className={classOf(Tag, ink.surface)}
        style={{ ...styleOf(Tag, ink.surface), ...readStyle(attributes["style"]) }}
      >
        {draw(children, ink)}
      </Tag>
    );
  });
}

/** What the reader of rich text let through: a colour, a size, an alignment. */
function readStyle(style = ""): CSSProperties {
  return Object.fromEntries(
    style
      .split(";")
      .filter(Boolean)
      .map((rule) => {
        const [name = "", value = ""] = rule.split(":");
        return [name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), value];
      }),
  );
}

const paragraph = { ...textBase, fontSize: 16, lineHeight: "27px", margin: "0 0 16px" };

const styles: Partial<Record<RichTag, CSSProperties>> = {
  p: paragraph,
  h2: { ...textBase, fontSize: 22, lineHeight: "31px", fontWeight: 700, margin: "8px 0 12px" },
  h3: { ...textBase, fontSize: 18, lineHeight: "27px", fontWeight: 700, margin: "8px 0 8px" },
  ul: { ...paragraph, padding: "0 0 0 22px" },
  ol: { ...paragraph, padding: "0 0 0 24px" },
  li: { margin: "0 0 6px" },
  blockquote: { ...paragraph, margin: "0 0 16px", padding: "0 0 0 16px" },
};

const blocks: readonly RichTag[] = ["p", "h2", "h3", "ul", "ol", "blockquote"];

function styleOf(tag: RichTag, { text, line }: Surface): CSSProperties | undefined {
  if (!blocks.includes(tag)) return styles[tag];
  const border = tag === "blockquote" ? { borderLeft: `3px solid ${line}` } : {};
  return { ...styles[tag], ...border, color: text };
}

/** What dark mode recolours. */
function classOf(tag: RichTag, { classes }: Surface): string | undefined {
  if (!blocks.includes(tag)) return undefined;
  const names = [classes.text, tag === "blockquote" && classes.line].filter(Boolean);
  return names.join(" ") || undefined;
}
