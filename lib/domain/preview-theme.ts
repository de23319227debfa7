/**
 * A copy of a mail that shows one theme whatever the viewer's own is: in the mail program the
 * reader's settings decide, in the preview the marketer does.
 */
export function showTheme(html: string, theme: "light" | "dark"): string {
  return html
    .replaceAll("(prefers-color-scheme:dark)", theme === "dark" ? "(min-width:0)" : "(max-width:0)")
    .replace(
      ":root{color-scheme:light dark;supported-color-schemes:light dark}",
      `:root{color-scheme:${theme}}`,
    )
    .replace(/<meta[^>]*content="light dark"[^>]*>/g, "");
}
