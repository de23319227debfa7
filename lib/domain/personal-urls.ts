import type { RecipientUrl } from "./compiled-content";
import type { LinkPurpose } from "./link-token";

/** An address that is everybody's but for the token between; without a purpose it has none. */
export type UrlFrame = { before: string; purpose?: LinkPurpose; after: string };

/** The frames of a mail's addresses. One object for all recipients: what is made of it is kept by it. */
export type UrlFrames = { link(n: number): UrlFrame; url(name: RecipientUrl): UrlFrame };

/** The addresses of one recipient: what all share, the tokens that do not, and both together. */
export type PersonalUrls = {
  frames: UrlFrames;
  token(purpose: LinkPurpose): string;
  link(n: number): string;
  url(name: RecipientUrl): string;
};

export function personalUrls(frames: UrlFrames, token: PersonalUrls["token"]): PersonalUrls {
  const spell = ({ before, purpose, after }: UrlFrame) =>
    before + (purpose === undefined ? "" : token(purpose)) + after;
  return {
    frames,
    token,
    link: (n) => spell(frames.link(n)),
    url: (name) => spell(frames.url(name)),
  };
}

/** Addresses without tokens, the same for whoever reads the mail. */
export function fixedUrls(urls: Pick<PersonalUrls, "link" | "url">): PersonalUrls {
  const frames: UrlFrames = {
    link: (n) => ({ before: urls.link(n), after: "" }),
    url: (name) => ({ before: urls.url(name), after: "" }),
  };
  return personalUrls(frames, () => "");
}
