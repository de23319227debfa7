import type { PropertyValue, PropertyValues } from "@/db/schema/audience";
import type { ContactInput } from "@/lib/contacts";
import { offeredChoices } from "@/lib/domain/property-choices";
import { formatPropertyValue, parsePropertyValue } from "@/lib/domain/property-value";
import { listProperties, type Property } from "@/lib/properties";

type Fields = { email: string; name: string; firstName: string; lastName: string; phone: string };

export type WrongValue = {
  field: string;
  problem: "badNumber" | "badDate" | "badChoice" | "badList";
};

const problems = {
  text: "badNumber", // never: every text is a text
  boolean: "badChoice",
  number: "badNumber",
  date: "badDate",
  choice: "badChoice",
  list: "badList",
} as const;

/** A property as its form field shows it; choices by label, which `readContactForm` reads back. */
export function propertyField(
  { key, label, type, choices }: Property,
  value: PropertyValue | null | undefined,
) {
  const labels = offeredChoices(choices).map((choice) => choice.label);
  return { key, label, type, value: formatPropertyValue(value, choices), choices: labels };
}

/** A contact's form with its properties (`property-<key>`) read as their types; blank = no value. */
export async function readContactForm(
  form: Fields & Record<string, unknown>,
): Promise<{ ok: true; contact: ContactInput } | { ok: false; wrong: WrongValue[] }> {
  const properties: PropertyValues = {};
  const wrong: WrongValue[] = [];
  for (const { key, type, choices } of await listProperties()) {
    const field = `property-${key}`;
    const text = form[field];
    if (typeof text !== "string") continue; // not in this form: stays as it is
    const parsed = text.trim() === "" ? undefined : parsePropertyValue(type, text, choices);
    if (parsed?.ok === false) wrong.push({ field, problem: problems[type] });
    else properties[key] = parsed?.value ?? null;
  }
  if (wrong.length > 0) return { ok: false, wrong };
  const { email, name, firstName, lastName, phone } = form;
  return { ok: true, contact: { email, name, firstName, lastName, phone, properties } };
}
