import type { ImportRow } from "@/lib/domain/staged-row";

export const copyColumns = [
  "line",
  "email",
  "email_normalized",
  "name",
  "first_name",
  "last_name",
  "phone",
  "properties",
  "consent",
  "consent_date",
  "status",
  "status_date",
];

const nothing = "\\N";
const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** One row in the format of COPY. Addresses, dates and our own words need no escape. */
export function toCopyLine(line: number, row: ImportRow): string {
  const who = `${line}\t${row.email}\t${row.emailNormalized}\t${escape(row.name)}`;
  const details = `${escape(row.firstName)}\t${escape(row.lastName)}\t${escape(row.phone)}`;
  const consent = `${row.consent ?? nothing}\t${row.consentDate ?? nothing}`;
  const status = `${row.status ?? nothing}\t${row.statusDate ?? nothing}`;
  return `${who}\t${details}\t${escape(JSON.stringify(row.properties))}\t${consent}\t${status}\n`;
}

function escape(value: string | null): string {
  if (value === null) return nothing;
  if (!special.test(value)) return value;
  return value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}
