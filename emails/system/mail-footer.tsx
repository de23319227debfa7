import type { ReactNode } from "react";
import type { MailLocale } from "./locale";
import { colors, gutter, textBase } from "./theme";
import { footerWords } from "./words";

export type FooterProps = {
  locale: MailLocale;
  organization: { name: string; postalAddress: string; phone: string };
  /** Absent where the mail is neither an advertisement nor one a person can opt out of. */
  unsubscribeUrl?: string;
  preferencesUrl?: string;
  webUrl?: string;
  /** Why this person gets this mail; a sentence of `footerWords`. */
  reason: "topic" | "list" | "service" | "system";
  topicName?: string;
};

/**
 * Who sent this, why, and the way out: always as text, never as an image (Korean law, and every
 * mailbox provider's wish).
 */
export function MailFooter(props: FooterProps) {
  const { organization } = props;
  const words = footerWords[props.locale];
  const reason = words.reason[props.reason]({
    organization: organization.name,
    topic: props.topicName ?? "",
  });
  return (
    <div className="lp-footer lp-pad" style={{ padding: `24px ${gutter}px 8px` }}>
      <Line>{reason}</Line>
      {props.unsubscribeUrl === undefined ? null : (
        <Line>
          {words.refuse}
          <FooterLink href={props.unsubscribeUrl}>{words.unsubscribe}</FooterLink>
          {props.preferencesUrl === undefined ? null : (
            <>
              <Dot />
              <FooterLink href={props.preferencesUrl}>{words.preferences}</FooterLink>
            </>
          )}
          {props.webUrl === undefined ? null : (
            <>
              <Dot />
              <FooterLink href={props.webUrl}>{words.web}</FooterLink>
            </>
          )}
        </Line>
      )}
      <Line>
        {[organization.name, organization.postalAddress].filter(Boolean).join(" · ")}
        {organization.phone === "" ? null : ` · ${words.phone} ${organization.phone}`}
      </Line>
    </div>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p className="lp-muted" style={lineStyle}>
      {children}
    </p>
  );
}

function FooterLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      className="lp-muted"
      style={{ color: colors.muted, textDecoration: "underline" }}
    >
      {children}
    </a>
  );
}

function Dot() {
  return <span>{" · "}</span>;
}

const lineStyle = {
  ...textBase,
  fontSize: 12,
  lineHeight: "20px",
  color: colors.muted,
  marginBottom: 10,
};
