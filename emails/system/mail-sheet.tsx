import type { ReactNode } from "react";
import { MailFooter, type FooterProps } from "./mail-footer";
import { outlookOnly } from "./raw-html";
import { colors, fonts, gutter, mailWidth } from "./theme";

/** What a reader sees of every mail: the sender's name, the content, the footer. */
export function MailSheet({ frame, children }: { frame: FooterProps; children: ReactNode }) {
  return (
    <div className="lp-page" style={{ padding: "28px 12px" }}>
      {outlookOnly(
        `<table role="presentation" align="center" width="${mailWidth}" cellpadding="0" cellspacing="0" border="0"><tr><td>`,
      )}
      <div style={{ maxWidth: mailWidth, margin: "0 auto" }}>
        <div className="lp-card" style={cardStyle}>
          <Masthead name={frame.organization.name} />
          {children}
        </div>
        <MailFooter {...frame} />
      </div>
      {outlookOnly("</td></tr></table>")}
    </div>
  );
}

function Masthead({ name }: { name: string }) {
  return (
    <div className="lp-pad lp-line" style={mastheadStyle}>
      <p className="lp-text" style={wordmarkStyle}>
        {name}
      </p>
    </div>
  );
}

const cardStyle = {
  backgroundColor: colors.card,
  borderRadius: 14,
  overflow: "hidden",
};

const mastheadStyle = {
  padding: `20px ${gutter}px 18px`,
  borderBottom: `1px solid ${colors.line}`,
};

const wordmarkStyle = {
  margin: 0,
  fontFamily: fonts,
  fontSize: 16,
  lineHeight: "22px",
  fontWeight: 700,
  letterSpacing: "-0.01em",
  color: colors.text,
};
