import { writeCsvRow } from "./csv-cell";
import { normalizeEmail } from "./email-address";

/**
 * What a person pasted, as the text of a file: cells of a spreadsheet and CSV stay as they are, a
 * list of addresses as mail programs write it becomes one person a line.
 */
export function toPastedFile(text: string): string {
  const people = readAddressList(text);
  if (people === undefined) return text;
  return [["email", "name"], ...people.map(({ email, name }) => [email, name])]
    .map(writeCsvRow)
    .join("");
}

type Listed = { email: string; name: string };

/** Undefined where anything but addresses stands in it. */
function readAddressList(text: string): Listed[] | undefined {
  if (text.includes("\t")) return undefined;
  const people: Listed[] = [];
  // A comma inside quotes belongs to a name: "Kim, Minsu" <kim@example.com>
  for (const part of text.match(/(?:"[^"]*"|[^",;\r\n])+/g) ?? []) {
    if (part.trim() === "") continue;
    const listed = readListed(part.trim());
    if (listed === undefined) return undefined;
    people.push(listed);
  }
  return people.length === 0 ? undefined : people;
}

function readListed(part: string): Listed | undefined {
  const named = /^(?:"([^"]*)"|([^<>"]*))\s*<([^<>\s]+)>$/.exec(part);
  const email = named?.[3] ?? part;
  const name = (named?.[1] ?? named?.[2] ?? "").trim();
  return normalizeEmail(email).ok ? { email, name } : undefined;
}
