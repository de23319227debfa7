import { MailButton } from "./mail-button";
import { MailFrame, type FrameProps } from "./mail-frame";
import { Paragraphs, Title } from "./mail-text";
import { gutter } from "./theme";
import { noticeWords } from "./words";

type NoticeProps = { frame: FrameProps; title: string; body: string; url: string };

/** Something in the system wants a person's eyes: what it is, and where to look. */
export default function Notice({ frame, title, body, url }: NoticeProps) {
  return (
    <MailFrame frame={frame}>
      <div className="lp-pad" style={{ padding: `32px ${gutter}px 16px` }}>
        <Title>{title}</Title>
        <Paragraphs text={body} />
        <div style={{ padding: "8px 0 24px" }}>
          <MailButton href={url}>{noticeWords[frame.locale].button}</MailButton>
        </div>
      </div>
    </MailFrame>
  );
}
