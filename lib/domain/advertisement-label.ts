/**
 * Korean law wants an advertisement's subject to begin with exactly "(광고)": not "(광 고)",
 * not "[광고]", not "광고)". Whatever resembles it is taken out wherever it stands, and the real
 * one put in front, once.
 */
export function labelAdvertisement(subject: string): string {
  return `(광고) ${withoutLabel(subject)}`.trimEnd();
}

/** The subject without anything that looks like the label. */
export function withoutLabel(subject: string): string {
  return subject
    .normalize("NFC")
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(lookAlike, " ")
    .replace(/\s+/g, " ")
    .trim();
}

const gap = "[\\s.,·ㆍ・•*_~'\"“”‘’/|-]*";
const opening = "[(（\\[［【〔<＜〈《「『]";
const closing = "[)）\\]］】〕>＞〉》」』]";
const lookAlike = new RegExp(`["'“”‘’]?${opening}${gap}광${gap}고${gap}${closing}["'“”‘’]?`, "gu");
