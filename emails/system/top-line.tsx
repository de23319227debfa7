import type { FooterProps } from "./mail-footer";
import { rawClose, rawOpen } from "./raw-html";
import { colors, gutter, textBase } from "./theme";
import { footerWords } from "./words";

/** Around what only a mail keeps that Gmail cuts off; see lib/content/render-mail.ts. */
export const longOpen = "<!--long-->";
export const longClose = "<!--/long-->";

/**
 * Gmail hides the end of a large mail, and with it the way out: there it is said at the top too. Drawn
 * in every mail and taken out of those that are short, so that no mail is drawn twice.
 */
export function TopLine({ locale, unsubscribeUrl, webUrl }: FooterProps) {
  if (unsubscribeUrl === undefined) return null;
  const words = footerWords[locale];
  return (
    <>
      {rawOpen + longOpen + rawClose}
      <div className="lp-footer lp-pad" style={lineStyle} data-skip-in-text="true">
        <a href={unsubscribeUrl} className="lp-muted" style={linkStyle}>
          {words.unsubscribe}
        </a>
        {webUrl === undefined ? null : (
          <>
            {" · "}
            <a href={webUrl} className="lp-muted" style={linkStyle}>
              {words.web}
            </a>
          </>
        )}
      </div>
      {rawOpen + longClose + rawClose}
    </>
  );
}

const lineStyle = {
  ...textBase,
  padding: `16px ${gutter}px 0`,
  fontSize: 12,
  lineHeight: "20px",
  color: colors.muted,
  textAlign: "center",
} as const;

const linkStyle = { color: colors.muted, textDecoration: "underline" };
