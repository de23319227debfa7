import { MailButton } from "./mail-button";
import { MailFrame, type FrameProps } from "./mail-frame";
import { FallbackAddress, Paragraphs, Title } from "./mail-text";
import { gutter } from "./theme";
import { invitationWords } from "./words";

type InvitationProps = {
  frame: FrameProps;
  url: string;
  inviterName: string;
  organizationName: string;
  /** The role in words. */
  role: string;
};

/** Asks a colleague in; says who asks, where to, and what they will be allowed to do. */
export default function Invitation({ frame, url, ...names }: InvitationProps) {
  const words = invitationWords[frame.locale];
  return (
    <MailFrame frame={frame}>
      <div className="lp-pad" style={{ padding: `32px ${gutter}px 16px` }}>
        <Title>{words.title(names)}</Title>
        <Paragraphs text={words.body(names)} />
        <div style={{ padding: "8px 0 24px" }}>
          <MailButton href={url}>{words.button}</MailButton>
        </div>
        <FallbackAddress lead={words.fallback} url={url} />
        <Paragraphs text={words.ignore} size={15} />
      </div>
    </MailFrame>
  );
}
