import type { RecipientUrl } from "@/lib/domain/compiled-content";
import { signLinkToken, type LinkPurpose, type LinkTarget } from "@/lib/domain/link-token";
import { publicUrl } from "@/lib/env";
import { signingSecret } from "./link-secrets";

/** What fills the link slots of one recipient's mail. */
export type MailUrls = { link(n: number): string; url(name: RecipientUrl): string };

/** The word in place of a token in mails that must not act: tests, previews, copies in reports. */
export const inertToken = "test";

/**
 * The public addresses of one recipient's mail. A token is made when first asked for, so a
 * mail pays one HMAC for each purpose it uses, however many links it has.
 */
export function recipientUrls(target: LinkTarget): MailUrls {
  const secret = signingSecret();
  const tokens = new Map<LinkPurpose, string>();
  return mailUrls((purpose) => {
    const known = tokens.get(purpose);
    if (known) return known;
    const token = signLinkToken({ ...target, purpose }, secret);
    tokens.set(purpose, token);
    return token;
  });
}

/**
 * Addresses that act on nobody. Given the content's `links`, plain ones lead straight to
 * their destination, so that a test send can be checked link by link.
 */
export function inertUrls(links: readonly string[] = []): MailUrls {
  const urls = mailUrls(() => inertToken);
  return {
    url: urls.url,
    link: (n) => {
      const destination = links[n];
      const isPlain =
        destination && /^https?:\/\//i.test(destination) && !/\{[{%]/.test(destination);
      return isPlain ? destination : urls.link(n);
    },
  };
}

function mailUrls(tokenFor: (purpose: LinkPurpose) => string): MailUrls {
  const base = publicUrl();
  const url = (name: RecipientUrl) => {
    switch (name) {
      // One page does both: it shows every topic with the mail's own first.
      case "unsubscribe":
      case "preferences":
        return `${base}/u/${tokenFor("unsubscribe")}`;
      case "pixel":
        return `${base}/o/${tokenFor("open")}.gif`;
      case "web":
        return `${base}/w/${tokenFor("web")}`;
    }
  };
  return { url, link: (n) => `${base}/c/${tokenFor("click")}/${n}` };
}
