/**
 * React cannot write HTML comments, and Outlook on Windows is spoken to in nothing else. What is
 * wrapped here travels as text and is put back as markup when the mail is compiled
 * (lib/content/compile.ts); the two private-use characters are taken out of everything people type.
 */
export const rawOpen = "\uE00C";
export const rawClose = "\uE00D";

/**
 * Markup that only Outlook on Windows sees: ghost tables, its own settings. Nothing of it in a
 * browser, where the editor draws the same components.
 */
export function outlookOnly(html: string): string {
  if (typeof document !== "undefined") return "";
  return `${rawOpen}<!--[if mso]>${html}<![endif]-->${rawClose}`;
}
