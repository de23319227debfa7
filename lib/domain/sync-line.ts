import * as z from "zod";
import type { Choice, PropertyType, PropertyValue } from "@/db/schema/audience";
import { normalizeEmail, type EmailProblem } from "./email-address";
import { maxCellCharacters } from "./import-options";
import { parsePropertyValue } from "./property-value";
import { storableText } from "./storable-text";

const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((value) => storableText(value).normalize("NFC").trim());
const optionalText = (most: number) => text(most).nullable().optional();
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  // A database's "never": PostgreSQL knows no year 0.
  .refine((value) => value.getUTCFullYear() > 0, "out of range");

const schema = z.strictObject({
  email: z.string().max(320),
  name: optionalText(500),
  firstName: optionalText(200),
  lastName: optionalText(200),
  phone: optionalText(100),
  properties: z
    .record(
      z.string(),
      z.union([
        z.string().max(maxCellCharacters),
        z.number(),
        z.boolean(),
        z.array(z.string()),
        z.null(),
      ]),
    )
    .optional(),
  topics: z
    .array(
      z.strictObject({
        topic: z.coerce.number().int().positive(),
        status: z.enum(["subscribed", "unsubscribed"]),
        source: text(500).pipe(z.string().min(1)), // how the person said so
        at: instant.optional(),
      }),
    )
    .max(50)
    .optional(),
  updatedAt: instant.optional(),
});

export type SyncTopic = {
  topicId: number;
  status: "subscribed" | "unsubscribed";
  source: string;
  at: Date | null;
};

/** One person as a sync job sent it; fields that were not sent are not in `fields`. */
export type SyncPerson = {
  line: number;
  email: string;
  emailNormalized: string;
  fields: {
    name?: string;
    first_name?: string | null;
    last_name?: string | null;
    phone?: string | null;
  };
  properties: Record<string, PropertyValue | null>;
  topics: SyncTopic[];
  updatedAt: Date | null;
};

export type LineProblem =
  | "not_json"
  | "bad_line" // not of the documented form; `detail` says where
  | `email_${EmailProblem}`
  | "email_erased"
  | "unknown_property"
  | "bad_property"
  | "unknown_topic"
  | "missing_scope" // topics need consents:write
  | "updated_at_in_future";

export type LineRefusal = { line: number; email?: string; reason: LineProblem; detail?: string };

export type KnownProperties = ReadonlyMap<
  string,
  { type: PropertyType; choices: readonly Choice[] }
>;

/** A clock may run ahead a little; more, and everything after it would look outdated. */
const aheadMs = 5 * 60 * 1000;

/** Reads one line of the request, or says why it cannot be taken. */
export function readSyncLine(
  json: string,
  { line, known, now }: { line: number; known: KnownProperties; now: Date },
): { ok: true; person: SyncPerson } | { ok: false; refusal: LineRefusal } {
  const refuse = (reason: LineProblem, more: { email?: string; detail?: string } = {}) =>
    ({ ok: false, refusal: { line, reason, ...more } }) as const;
  const value = parseJson(json);
  if (value === undefined) return refuse("not_json");
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const detail = [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
    return refuse("bad_line", { detail });
  }
  const { email, properties = {}, topics = [], updatedAt, ...names } = parsed.data;
  const address = normalizeEmail(email);
  if (!address.ok) return refuse(`email_${address.reason}`, { email });
  if (updatedAt !== undefined && updatedAt.getTime() > now.getTime() + aheadMs)
    return refuse("updated_at_in_future", { email });
  const values = readProperties(properties, known);
  if (!values.ok) return refuse(values.reason, { email, detail: values.key });
  return {
    ok: true,
    person: {
      line,
      email: address.email,
      emailNormalized: address.normalized,
      fields: readFields(names),
      properties: values.values,
      topics: topics.map(({ topic, at, ...rest }) => ({ ...rest, topicId: topic, at: at ?? null })),
      updatedAt: updatedAt ?? null,
    },
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown; // any, made safe
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Names = Partial<
  Record<"name" | "firstName" | "lastName" | "phone", string | null | undefined>
>;

function readFields({ name, firstName, lastName, phone }: Names): SyncPerson["fields"] {
  const fields: SyncPerson["fields"] = {};
  const own = (value: string | null) => (value === "" ? null : value);
  if (firstName !== undefined) fields.first_name = own(firstName);
  if (lastName !== undefined) fields.last_name = own(lastName);
  if (phone !== undefined) fields.phone = own(phone);
  if (name !== undefined) fields.name = name ?? "";
  return fields;
}

type Sent = Record<string, string | number | boolean | string[] | null>;

function readProperties(
  sent: Sent,
  known: KnownProperties,
):
  | { ok: true; values: Record<string, PropertyValue | null> }
  | { ok: false; reason: "unknown_property" | "bad_property"; key: string } {
  const values: Record<string, PropertyValue | null> = {};
  for (const [key, value] of Object.entries(sent)) {
    const property = known.get(key);
    if (property === undefined) return { ok: false, reason: "unknown_property", key };
    const parsed = readValue(value, property);
    if (!parsed.ok) return { ok: false, reason: "bad_property", key };
    values[key] = parsed.value;
  }
  return { ok: true, values };
}

function readValue(
  value: Sent[string],
  { type, choices }: { type: PropertyType; choices: readonly Choice[] },
): { ok: true; value: PropertyValue | null } | { ok: false } {
  if (value === null || value === "") return { ok: true, value: null };
  if (Array.isArray(value)) {
    if (type !== "list") return { ok: false };
    return value.length === 0
      ? { ok: true, value: null }
      : parsePropertyValue(type, storableText(value.join("\n")));
  }
  if (typeof value === "number" && type === "number")
    return Number.isFinite(value) ? { ok: true, value } : { ok: false };
  if (typeof value === "boolean" && type === "boolean") return { ok: true, value };
  return parsePropertyValue(type, storableText(String(value)), choices);
}
