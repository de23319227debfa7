/** A display name with an address, as in From and To. */
export type Mailbox = { name: string; email: string };

// An encoded word holds at most 75 characters; "=?UTF-8?B?" and "?=" take 12, base64 4 for 3 bytes.
const maxEncodedBytes = 45;

/** "=?UTF-8?B?…?= <a@b.kr>": SES takes 7-bit headers, so names are RFC 2047 encoded. */
export function formatMailbox({ name, email }: Mailbox): string {
  const clean = name.replace(/[\r\n\t]+/g, " ").trim();
  if (clean === "") return email;
  if (/^[A-Za-z0-9 _-]+$/.test(clean)) return `${clean} <${email}>`;
  // RFC 5322: other printable ASCII may stand in quotes.
  if (/^[\x20-\x7e]+$/.test(clean)) return `"${clean.replace(/["\\]/g, "\\$&")}" <${email}>`;
  return `${encodeWords(clean)} <${email}>`;
}

/** Splits between characters, never inside one. */
function encodeWords(text: string): string {
  const words: string[] = [];
  let current = "";
  for (const character of text) {
    if (Buffer.byteLength(current + character) > maxEncodedBytes) {
      words.push(current);
      current = "";
    }
    current += character;
  }
  words.push(current);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`).join(" ");
}
