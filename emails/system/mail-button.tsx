import { colors, fonts } from "./theme";

/** The colours of a button, and what dark mode recolours of it. */
export type ButtonPaint = {
  fill: string;
  text: string;
  border?: string;
  classes: { cell?: string | undefined; text?: string | undefined };
};

const ownPaint: ButtonPaint = {
  fill: colors.button,
  text: colors.onButton,
  classes: { cell: "lp-button", text: "lp-button-text" },
};

/**
 * A button that keeps its shape everywhere: the colour sits on the table cell, which Outlook on
 * Windows paints in full, and the whole of it is the link elsewhere.
 */
export function MailButton({
  href,
  align = "left",
  isWide = false,
  isCompact = false,
  paint = ownPaint,
  children,
}: {
  href: string;
  align?: "left" | "center";
  /** As wide as the place it stands in. */
  isWide?: boolean;
  /** In a narrow place. */
  isCompact?: boolean;
  paint?: ButtonPaint;
  children: string;
}) {
  const { fill, text, border, classes } = paint;
  const padding = isCompact ? "12px 14px" : "14px 28px";
  return (
    <table
      role="presentation"
      {...(align === "center" && { align })}
      {...(isWide && { width: "100%" })}
      border={0}
      cellPadding={0}
      cellSpacing={0}
      style={align === "center" ? centredStyle : tableStyle}
    >
      <tbody>
        <tr>
          <td
            align="center"
            className={classes.cell}
            style={{
              borderRadius: 8,
              backgroundColor: fill,
              // Outlook ignores the padding of links: this is its own.
              msoPaddingAlt: padding,
              ...(border !== undefined && { border: `1px solid ${border}` }),
            }}
          >
            <a
              href={href}
              target="_blank"
              className={classes.text}
              style={{ ...linkStyle, padding, ...(isWide && { display: "block" }), color: text }}
            >
              {children}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

// `align="left"` would make the table float: text beside the button instead of below it.
const tableStyle = { borderCollapse: "separate", margin: 0 } as const;

const centredStyle = { ...tableStyle, margin: "0 auto" } as const;

const linkStyle = {
  display: "inline-block",
  fontFamily: fonts,
  fontSize: 16,
  lineHeight: "20px",
  fontWeight: 700,
  textDecoration: "none",
  wordBreak: "keep-all",
} as const;
