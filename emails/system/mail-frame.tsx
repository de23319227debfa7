import type { MailLocale } from "./locale";
import { Body, Head, Html, Img } from "react-email";
import type { ReactNode } from "react";
import type { FooterProps } from "./mail-footer";
import { MailSheet } from "./mail-sheet";
import { Preheader } from "./preheader";
import { outlookOnly } from "./raw-html";
import { colors, styleSheet } from "./theme";
import { TopLine } from "./top-line";

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
        <TopLine {...frame} />
        <MailSheet frame={frame}>{children}</MailSheet>
        {frame.pixelUrl === undefined ? null : (
          <Img src={frame.pixelUrl} alt="" width="1" height="1" style={{ display: "block" }} />
        )}
      </Body>
    </Html>
  );
}

const bodyStyle = { margin: 0, padding: 0, backgroundColor: colors.page };
