import { colors, fonts } from "./theme";

/**
 * A button that keeps its shape everywhere: the colour sits on the table cell, which Outlook on
 * Windows paints in full, and the whole of it is the link elsewhere.
 */
export function MailButton({
  href,
  align = "left",
  children,
}: {
  href: string;
  align?: "left" | "center";
  children: string;
}) {
  return (
    <table
      role="presentation"
      {...(align === "center" && { align })}
      border={0}
      cellPadding={0}
      cellSpacing={0}
      style={align === "center" ? centredStyle : tableStyle}
    >
      <tbody>
        <tr>
          <td align="center" className="lp-button" style={cellStyle}>
            <a href={href} target="_blank" className="lp-button-text" style={linkStyle}>
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

const cellStyle = {
  borderRadius: 8,
  backgroundColor: colors.button,
  // Outlook ignores the padding of links: this is its own.
  msoPaddingAlt: "14px 28px",
};

const linkStyle = {
  display: "inline-block",
  padding: "14px 28px",
  fontFamily: fonts,
  fontSize: 16,
  lineHeight: "20px",
  fontWeight: 700,
  color: colors.onButton,
  textDecoration: "none",
  wordBreak: "keep-all",
} as const;
