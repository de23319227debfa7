import type { MailLink } from "./mail-facts";
import { type CheckedMail, error, type Finding, standIn, warning } from "./preflight";
import { placeOfAddress, placeOfWords } from "./preflight-place";
import { isPrivateHost } from "./private-host";

/** Filters distrust what hides where it leads; the sender's own domain is better in every way. */
const shorteners = new Set([
  "bit.ly",
  "buly.kr",
  "bitly.com",
  "cutt.ly",
  "goo.gl",
  "han.gl",
  "is.gd",
  "kko.to",
  "me2.do",
  "me2.kr",
  "naver.me",
  "ow.ly",
  "rebrand.ly",
  "shorturl.at",
  "t.co",
  "t.ly",
  "tinyurl.com",
  "url.kr",
  "vo.la",
  "zrr.kr",
]);

/** Where the links of a mail lead, as far as that can be seen without following them. */
export function checkLinks(mail: CheckedMail): Finding[] {
  return mail.facts.links.flatMap((link) => checkLink(link, mail));
}

function checkLink(link: MailLink, { typed, isReal }: CheckedMail): Finding[] {
  const href = (link.href ?? "").trim();
  const words = link.words.slice(0, 60);
  const place = placeOfAddress(typed, href) ?? placeOfWords(typed, link.words, standIn);
  const field = place?.field;
  if (href === "" || href === "#") return [error("link_empty", field, { words })];
  if (/^(mailto|tel):/i.test(href) || href.startsWith("#")) return [];
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme === undefined) return [error("link_relative", field, { href })];
  if (scheme !== "http" && scheme !== "https") return [error("link_unsafe", field, { href })];
  if (!URL.canParse(href)) return [error("link_relative", field, { href })];
  const { hostname: host } = new URL(href);
  const findings: Finding[] = [];
  if (shorteners.has(host.replace(/^www\./, ""))) {
    findings.push(warning("link_shortened", field, { host }));
  }
  if (isReal && isPrivateHost(host)) findings.push(warning("link_private", field, { host }));
  else if (isReal && scheme === "http") {
    const secure = href.replace(/^http:/i, "https:");
    const fix = place && { field: place.field, value: place.value.replaceAll(href, secure) };
    findings.push(warning("link_insecure", field, { href }, fix));
  }
  // A picture without a description is said of the picture.
  if (link.words === "" && !link.hasImage)
    findings.push(warning("link_without_words", field, { href }));
  const shown = shownHost(link.words);
  if (shown !== undefined && !isSameSite(shown, host)) {
    findings.push(warning("link_elsewhere", field, { shown, host }));
  }
  return findings;
}

/** The host that a link seems to lead to, where its words are an address. */
function shownHost(words: string): string | undefined {
  const address = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/?#]\S*)?$/i.exec(words.trim());
  return address?.[1]?.toLowerCase();
}

function isSameSite(shown: string, host: string): boolean {
  const [a, b] = [shown, host].map((name) => name.replace(/^www\./, ""));
  return a === b || b?.endsWith(`.${a}`) === true || a?.endsWith(`.${b}`) === true;
}
