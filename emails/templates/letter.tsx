import { MailButton } from "@/emails/system/mail-button";
import { MailFrame, type FrameProps } from "@/emails/system/mail-frame";
import { Paragraphs } from "@/emails/system/mail-text";
import { gutter, textBase } from "@/emails/system/theme";

export type LetterProps = {
  frame: FrameProps;
  content: {
    greeting: string;
    body: string;
    buttonLabel: string;
    buttonUrl: string;
    signature: string;
  };
};

/** A plain letter: words first, nothing to load. */
export default function Letter({ frame, content }: LetterProps) {
  return (
    <MailFrame frame={frame}>
      <div className="lp-pad" style={{ padding: `32px ${gutter}px 24px` }}>
        {content.greeting === "" ? null : (
          <p className="lp-text" style={greetingStyle}>
            {content.greeting}
          </p>
        )}
        <Paragraphs text={content.body} />
        {content.buttonLabel === "" || content.buttonUrl === "" ? null : (
          <div style={{ padding: "8px 0 24px" }}>
            <MailButton href={content.buttonUrl}>{content.buttonLabel}</MailButton>
          </div>
        )}
        <Paragraphs text={content.signature} />
      </div>
    </MailFrame>
  );
}

const greetingStyle = {
  ...textBase,
  fontSize: 18,
  lineHeight: "28px",
  fontWeight: 700,
  margin: "0 0 16px",
};
