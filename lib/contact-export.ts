import { recordAudit } from "@/lib/audit";
import { countContacts } from "@/lib/contact-count";
import { listWholeContacts } from "@/lib/contact-list";
import { contactFilterParams, type ContactFilter } from "@/lib/domain/contact-filter";
import { guardCell, writeCsvRow } from "@/lib/domain/csv-cell";
import { formatPropertyValue } from "@/lib/domain/property-value";
import { listProperties } from "@/lib/properties";

const pageRows = 5000;

/** Names that the importer maps back by itself, in both languages. */
const fieldHeaders = {
  ko: ["이메일", "이름", "명", "성", "휴대폰"],
  en: ["Email", "Name", "First name", "Last name", "Phone"],
};

/**
 * Contacts as CSV, in parts that can be streamed; importing the file changes nothing. Who took
 * it, why and how many is logged first. Read page by page by key, so that a slow download holds
 * no connection.
 */
export async function* exportContacts(
  filter: ContactFilter,
  { userId, reason, locale }: { userId: number; reason: string; locale: "ko" | "en" },
): AsyncGenerator<string> {
  const rows = await countContacts(filter, { mayReadAddresses: true });
  const { q, ...rest } = contactFilterParams(filter);
  await recordAudit({
    userId,
    action: "contacts.export",
    // The words searched for may be an address, which the log must not hold.
    details: { reason, rows, filter: rest, isSearch: q !== undefined },
  });
  const properties = await listProperties();
  const headers = [...fieldHeaders[locale], ...properties.map(({ label }) => label)];
  yield `\uFEFF${writeCsvRow(headers.map(guardCell))}`; // Excel takes a CSV without BOM for CP949
  let after = 0;
  for (;;) {
    const page = await listWholeContacts(filter, { after, limit: pageRows });
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
    const lines = page.map((contact) => {
      const { email, name, firstName, lastName, phone } = contact;
      const fields = [email, name, firstName ?? "", lastName ?? "", phone ?? ""];
      const values = properties.map(({ key, choices }) =>
        formatPropertyValue(contact.properties[key], choices),
      );
      return writeCsvRow([...fields, ...values].map(guardCell));
    });
    yield lines.join("");
  }
}
