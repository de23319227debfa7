import type { PropertyValues } from "@/db/schema/audience";
import type { ContactInput } from "@/lib/contacts";
import { parsePropertyValue } from "@/lib/domain/property-value";
import { listProperties } from "@/lib/properties";

type Fields = { email: string; name: string; firstName: string; lastName: string; phone: string };

/** A contact's form with its properties (`property-<key>`) read as their types; blank = no value. */
export async function readContactForm(
  form: Fields & Record<string, unknown>,
): Promise<
  | { ok: true; contact: ContactInput }
  | { ok: false; wrong: { field: string; problem: "badNumber" | "badDate" }[] }
> {
  const properties: PropertyValues = {};
  const wrong: { field: string; problem: "badNumber" | "badDate" }[] = [];
  for (const { key, type } of await listProperties()) {
    const field = `property-${key}`;
    const text = form[field];
    if (typeof text !== "string") continue; // not in this form: stays as it is
    const parsed = text.trim() === "" ? undefined : parsePropertyValue(type, text);
    if (parsed?.ok === false)
      wrong.push({ field, problem: type === "date" ? "badDate" : "badNumber" });
    else properties[key] = parsed?.value ?? null;
  }
  if (wrong.length > 0) return { ok: false, wrong };
  const { email, name, firstName, lastName, phone } = form;
  return { ok: true, contact: { email, name, firstName, lastName, phone, properties } };
}
