import { signLinkTokens, type LinkPurpose, type LinkTarget } from "@/lib/domain/link-token";
import { personalUrls, type PersonalUrls, type UrlFrames } from "@/lib/domain/personal-urls";
import { publicUrl } from "@/lib/env";
import { signingSecret } from "./link-secrets";

/** The word in place of a token in mails that must not act: tests, previews, copies in reports. */
export const inertToken = "test";

/** The public addresses of one recipient's mail, signed when the first is asked for. */
export function recipientUrls(target: LinkTarget): PersonalUrls {
  const secret = signingSecret();
  let tokens: Record<LinkPurpose, string> | undefined;
  return personalUrls(framesBelow(publicUrl()), (purpose) => {
    tokens ??= signLinkTokens(target, secret);
    return tokens[purpose];
  });
}

/**
 * Addresses that act on nobody. Given the content's `links`, plain ones lead straight to
 * their destination, so that a test send can be checked link by link.
 */
export function inertUrls(links: readonly string[] = noLinks): PersonalUrls {
  const frames = inertFrames.get(links) ?? framesOfDestinations(links);
  inertFrames.set(links, frames);
  return personalUrls(frames, () => inertToken);
}

const noLinks: readonly string[] = [];
/** The frames stay one object a content: its prepared form is kept by them. */
const inertFrames = new WeakMap<readonly string[], UrlFrames>();

function framesOfDestinations(links: readonly string[]): UrlFrames {
  const { link, url } = framesBelow(publicUrl());
  return {
    url,
    link: (n) => {
      const destination = links[n];
      const isPlain =
        destination && /^https?:\/\//i.test(destination) && !/\{[{%]/.test(destination);
      return isPlain ? { before: destination, after: "" } : link(n);
    },
  };
}

const framesByBase = new Map<string, UrlFrames>();

/** A process has one base. */
function framesBelow(base: string): UrlFrames {
  const frames: UrlFrames = framesByBase.get(base) ?? {
    link: (n) => ({ before: `${base}/c/`, purpose: "click", after: `/${n}` }),
    url: (name) => {
      switch (name) {
        // One page does both: it shows every topic with the mail's own first.
        case "unsubscribe":
        case "preferences":
          return { before: `${base}/u/`, purpose: "unsubscribe", after: "" };
        case "pixel":
          return { before: `${base}/o/`, purpose: "open", after: ".gif" };
        case "web":
          return { before: `${base}/w/`, purpose: "web", after: "" };
      }
    },
  };
  framesByBase.set(base, frames);
  return frames;
}
