import { Fragment } from "react";
import { cardSurface, type Surface } from "./surface";
import { colors, textBase } from "./theme";

/** A heading that states what the mail is about; one a mail. */
export function Title({ children }: { children: string }) {
  return (
    <h1 className="lp-text lp-title" style={titleStyle}>
      {children}
    </h1>
  );
}

/** Typed text: an empty line begins a paragraph, a line break stays one. */
export function Paragraphs({
  text,
  size = 16,
  surface = cardSurface,
}: {
  text: string;
  size?: 15 | 16;
  surface?: Surface;
}) {
  const style = { ...(size === 16 ? paragraphStyle : smallStyle), color: surface.text };
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
  return paragraphs.map((paragraph, index) => (
    <p key={index} className={surface.classes.text} style={style}>
      {paragraph.split("\n").map((line, lineIndex) => (
        <Fragment key={lineIndex}>
          {lineIndex > 0 ? <br /> : null}
          {line}
        </Fragment>
      ))}
    </p>
  ));
}

const titleStyle = {
  ...textBase,
  fontSize: 29,
  lineHeight: "40px",
  fontWeight: 700,
  letterSpacing: "-0.02em",
  margin: "0 0 16px",
};

const paragraphStyle = {
  ...textBase,
  fontSize: 16,
  lineHeight: "27px",
  margin: "0 0 16px",
};

const smallStyle = { ...paragraphStyle, fontSize: 15, lineHeight: "25px" };

/** For mail programs that swallow buttons: the address as text. The text part has it already. */
export function FallbackAddress({ lead, url }: { lead: string; url: string }) {
  return (
    <p className="lp-muted" style={addressStyle} data-skip-in-text="true">
      {lead}
      <br />
      <a href={url} className="lp-link" style={addressLinkStyle}>
        {url}
      </a>
    </p>
  );
}

const addressStyle = {
  ...textBase,
  fontSize: 13,
  lineHeight: "21px",
  color: colors.muted,
  margin: "0 0 20px",
};

const addressLinkStyle = { color: colors.link, wordBreak: "break-all" } as const;
