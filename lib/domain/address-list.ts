import { normalizeEmail } from "./email-address";

/** Addresses as people paste them: separated by lines, commas or semicolons, names allowed. */
export function parseAddressList(text: string): { addresses: string[]; wrong: string[] } {
  const addresses = new Set<string>();
  const wrong: string[] = [];
  for (const part of text.split(/[\n\r,;]+/)) {
    const trimmed = part.trim();
    if (trimmed === "") continue;
    const inBrackets = /<([^<>]+)>\s*$/.exec(trimmed)?.[1];
    const email = normalizeEmail(inBrackets ?? trimmed);
    if (email.ok) addresses.add(email.normalized);
    else wrong.push(trimmed.slice(0, 80));
  }
  return { addresses: [...addresses], wrong };
}
