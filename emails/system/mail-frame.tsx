import type { MailLocale } from "./locale";
import { Body, Head, Html, Img } from "react-email";
import type { ReactNode } from "react";
import { MailFooter, type FooterProps } from "./mail-footer";
import { Preheader } from "./preheader";
import { outlookOnly } from "./raw-html";
import { colors, fonts, gutter, mailWidth, styleSheet } from "./theme";

/** What surrounds the content of every mail; the same for templates and our own mails. */
export type FrameProps = FooterProps & {
  locale: MailLocale;
  subject: string;
  previewText: string;
  webUrl?: string;
  pixelUrl?: string;
};

export function MailFrame({ frame, children }: { frame: FrameProps; children: ReactNode }) {
  const { locale } = frame;
  return (
    <Html lang={locale} dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
        <title>{frame.subject}</title>
        {outlookOnly(
          `<xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><style>td,p,a,h1,h2{font-family:'Malgun Gothic',sans-serif!important}</style>`,
        )}
        <style dangerouslySetInnerHTML={{ __html: styleSheet }} />
      </Head>
      <Body lang={locale} className="lp-body" style={bodyStyle}>
        <Preheader>{frame.previewText}</Preheader>
        <div className="lp-page" style={{ padding: "28px 12px" }}>
          {outlookOnly(
            `<table role="presentation" align="center" width="${mailWidth}" cellpadding="0" cellspacing="0" border="0"><tr><td>`,
          )}
          <div style={{ maxWidth: mailWidth, margin: "0 auto" }}>
            <div className="lp-card" style={cardStyle}>
              <Masthead frame={frame} />
              {children}
            </div>
            <MailFooter {...frame} />
          </div>
          {outlookOnly("</td></tr></table>")}
        </div>
        {frame.pixelUrl === undefined ? null : (
          <Img src={frame.pixelUrl} alt="" width="1" height="1" style={{ display: "block" }} />
        )}
      </Body>
    </Html>
  );
}

function Masthead({ frame }: { frame: FrameProps }) {
  return (
    <div className="lp-pad lp-line" style={mastheadStyle}>
      <p className="lp-text" style={wordmarkStyle}>
        {frame.organization.name}
      </p>
    </div>
  );
}

const bodyStyle = { margin: 0, padding: 0, backgroundColor: colors.page };

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
