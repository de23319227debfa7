/**
 * Text as PostgreSQL takes it: without zero bytes, and without halves of a character that was cut in
 * two (an emoji at the end of somebody's VARCHAR), which its JSON refuses.
 */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\uFFFD");
}
