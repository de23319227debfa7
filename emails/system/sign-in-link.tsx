import { MailButton } from "./mail-button";
import { MailFrame, type FrameProps } from "./mail-frame";
import { FallbackAddress, Paragraphs, Title } from "./mail-text";
import { gutter } from "./theme";
import { signInWords } from "./words";

/** One press signs in: the address works once and for 15 minutes. */
export default function SignInLink({ frame, url }: { frame: FrameProps; url: string }) {
  const words = signInWords[frame.locale];
  return (
    <MailFrame frame={frame}>
      <div className="lp-pad" style={{ padding: `32px ${gutter}px 16px` }}>
        <Title>{words.title}</Title>
        <Paragraphs text={words.body} />
        <div style={{ padding: "8px 0 24px" }}>
          <MailButton href={url}>{words.button}</MailButton>
        </div>
        <FallbackAddress lead={words.fallback} url={url} />
        <Paragraphs text={words.ignore} size={15} />
      </div>
    </MailFrame>
  );
}
