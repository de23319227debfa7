import type { CSSProperties, ReactNode } from "react";
import { colors, textBase } from "@/emails/system/theme";
import { parseRichText, type RichNode, type RichTag } from "@/lib/domain/rich-text";

/** Rich text as mail programs draw it alike: every style stands on its element. */
export function RichText({ html, accent }: { html: string; accent: string }) {
  return draw(parseRichText(html), accent);
}

function draw(nodes: readonly RichNode[], accent: string): ReactNode[] {
  return nodes.map((node, index) => {
    if (node.kind === "text") return node.text;
    const { tag: Tag, attributes, children } = node;
    if (Tag === "br") return <br key={index} />;
    const style = { ...styles[Tag], ...readStyle(attributes["style"]) };
    if (Tag !== "a") {
      return (
        <Tag key={index} className={classes[Tag]} style={style}>
          {draw(children, accent)}
        </Tag>
      );
    }
    return (
      <a
        key={index}
        href={attributes["href"]}
        target="_blank"
        className="lp-link"
        style={{ ...style, color: accent || colors.link }}
      >
        {draw(children, accent)}
      </a>
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
  blockquote: {
    ...paragraph,
    margin: "0 0 16px",
    padding: "0 0 0 16px",
    borderLeft: `3px solid ${colors.line}`,
  },
  a: { textDecoration: "underline" },
};

/** What dark mode recolours. */
const classes: Partial<Record<RichTag, string>> = {
  p: "lp-text",
  h2: "lp-text",
  h3: "lp-text",
  ul: "lp-text",
  ol: "lp-text",
  blockquote: "lp-text lp-line",
};
