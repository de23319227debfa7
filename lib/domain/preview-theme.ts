/**
 * `inverted`: as mail programs that ask no mail for its dark colours change them, Gmail on iPhones
 * above all. Nobody outside knows their rules exactly, so this is a likeness.
 */
export type PreviewTheme = "light" | "dark" | "inverted";

/**
 * A copy of a mail that shows one theme whatever the viewer's own is: in the mail program the
 * reader's settings decide, in the preview the marketer does.
 */
export function showTheme(html: string, theme: PreviewTheme): string {
  const isDark = theme === "dark";
  const shown = html
    .replace(
      /\(\s*prefers-color-scheme\s*:\s*dark\s*\)/g,
      isDark ? "(min-width:0)" : "(max-width:0)",
    )
    .replace(
      ":root{color-scheme:light dark;supported-color-schemes:light dark}",
      `:root{color-scheme:${isDark ? "dark" : "only light"}}`,
    )
    .replace(/<meta[^>]*content="light dark"[^>]*>/g, "");
  return theme === "inverted" ? inHead(shown, invertedStyle) : shown;
}

/** Light becomes dark and dark light, hues stay; pictures are left as they are. */
const invertedStyle = `<style>
html{background:#fff;filter:invert(1) hue-rotate(180deg)}
img,video{filter:invert(1) hue-rotate(180deg)}
</style>`;

/** What readers see whose program loads no pictures: their descriptions. */
export function withoutImages(html: string): string {
  return html
    .replace(/<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi, (tag) =>
      tag.replace(/\s(?:src|srcset)=(?:"[^"]*"|'[^']*')/gi, ""),
    )
    .replace(/url\([^)]*\)/gi, "none");
}

/**
 * The policy of a mail in one of our frames: it may be looked at, load pictures, and no more.
 */
export function guardPreview(html: string): string {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src https: http: data:",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
  // Only what comes after it is bound by it: the very first thing of the head.
  return inHead(html, `<meta http-equiv="Content-Security-Policy" content="${policy}">`, "first");
}

function inHead(html: string, markup: string, at: "first" | "last" = "last"): string {
  const place = at === "first" ? /<head[^>]*>/i : /<\/head>/i;
  const found = place.exec(html);
  if (!found) return markup + html;
  const index = found.index + (at === "first" ? found[0].length : 0);
  return html.slice(0, index) + markup + html.slice(index);
}
