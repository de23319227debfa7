import type { MailImage } from "./mail-facts";
import { type CheckedMail, error, type Finding, warning } from "./preflight";
import { altBeside, placeOfAddress } from "./preflight-place";

const heavyBytes = 200 * 1024;
const heavyMailBytes = 1024 * 1024;
/** Words of the mail itself, without the sender's block: fewer than this is a picture, no mail. */
const fewestLetters = 60;

/** Pictures: what is read where they do not show, what they weigh, who cannot draw them. */
export function checkImages(mail: CheckedMail): Finding[] {
  return [
    ...mail.facts.images.flatMap((image) => checkImage(image, mail)),
    ...checkWeight(mail),
    ...checkShare(mail),
  ];
}

function checkImage(image: MailImage, { typed, isReal, imageBytes }: CheckedMail): Finding[] {
  const { src, alt, hasWidth, isDecoration } = image;
  if (isDecoration && src.startsWith("data:")) return [];
  const place = placeOfAddress(typed, src);
  const name = fileName(src);
  if (src === "") return [error("image_without_source", place?.field)];
  const findings: Finding[] = [];
  if (isReal && !/^(https:|data:)/i.test(src)) {
    const value = place?.value.replaceAll(src, src.replace(/^http:/i, "https:"));
    const fix = place && value !== undefined && /^http:/i.test(src);
    findings.push(
      error(
        "image_insecure",
        place?.field,
        { name },
        fix ? { field: place.field, value } : undefined,
      ),
    );
  }
  if ((alt ?? "") === "" && !isDecoration) {
    const beside = altBeside(typed, place) ?? place;
    findings.push(warning("missing_alt", beside?.field, { name }));
  }
  if (!hasWidth) findings.push(warning("image_without_width", place?.field, { name }));
  const format = /\.(webp|svg|avif|heic)(?:$|[?#])/i.exec(src)?.[1]?.toLowerCase();
  if (format !== undefined) {
    findings.push(warning("image_format", place?.field, { name, format: format.toUpperCase() }));
  }
  const bytes = imageBytes.get(src) ?? 0;
  if (bytes > heavyBytes) {
    findings.push(warning("image_heavy", place?.field, { name, size: Math.ceil(bytes / 1024) }));
  }
  return findings;
}

/** All that is known of; a picture that stands twice is loaded once. */
function checkWeight({ facts, imageBytes }: CheckedMail): Finding[] {
  const addresses = new Set(facts.images.map(({ src }) => src));
  const bytes = [...addresses].reduce((sum, src) => sum + (imageBytes.get(src) ?? 0), 0);
  if (bytes <= heavyMailBytes) return [];
  return [warning("images_heavy", "mail", { size: Math.ceil(bytes / 1024) })];
}

/** A mail that is one picture says nothing where pictures are off, and looks like spam to filters. */
function checkShare({ facts }: CheckedMail): Finding[] {
  if (!facts.images.some(({ isDecoration }) => !isDecoration)) return [];
  const letters = facts.texts
    .filter(({ isFooter, isHidden }) => !isFooter && !isHidden)
    .reduce((sum, { words }) => sum + words.length, 0);
  return letters < fewestLetters ? [warning("image_only", "mail", { letters })] : [];
}

function fileName(src: string): string {
  if (src.startsWith("data:")) return "data:";
  const path = src.split(/[?#]/)[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1).slice(0, 60) || path.slice(0, 60);
}
