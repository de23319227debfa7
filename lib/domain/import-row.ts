import type { Choice, PropertyType, PropertyValues } from "@/db/schema/audience";
import { parseConsentAnswer } from "./consent-answer";
import { unguardCell } from "./csv-cell";
import { normalizeEmail, type EmailProblem } from "./email-address";
import type { ImportField } from "./import-headers";
import { maxCellCharacters, type ImportOptions } from "./import-options";
import { parseDate, parsePropertyValue } from "./property-value";

/** One row of the file as it goes into staging. Null = blank. */
export type ImportRow = {
  email: string;
  emailNormalized: string;
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  properties: PropertyValues;
  /** Null where no topic is joined. */
  consent: "yes" | "no" | "unanswered" | null;
  consentDate: string | null; // YYYY-MM-DD
};

export type RowProblem =
  | `email_${EmailProblem}`
  | "too_many_cells"
  | "cell_too_long"
  | "bad_encoding"
  | "phone_exponent" // a spreadsheet has rounded the number: 1.01E+09
  | "bad_number"
  | "bad_date"
  | "bad_boolean"
  | "bad_choice" // a word that was not declared
  | "bad_list"
  | "consent_unclear"
  | "consent_date_bad"
  | "consent_date_missing"
  | "consent_date_in_future";

/** `column` is the 0-based column at fault. */
export type ReadRow =
  | { ok: true; row: ImportRow }
  | { ok: false; reason: RowProblem; column?: number };

/** Where things stand in a row: worked out once a file. */
export type RowPlan = {
  width: number;
  fields: Partial<Record<ImportField, number>>;
  properties: {
    column: number;
    key: string;
    type: PropertyType;
    choices: readonly Choice[];
  }[];
  used: number[];
  asksConsent: boolean;
  consentDate: string | null;
  today: string;
};

/** The declared choices of each choice property, by its key. */
export type ChoicesByKey = ReadonlyMap<string, readonly Choice[]>;

export function planRows(
  options: ImportOptions,
  today: string,
  choices: ChoicesByKey = new Map(),
): RowPlan {
  const plan: RowPlan = {
    width: options.columns.length,
    fields: {},
    properties: [],
    used: [],
    asksConsent: typeof options.topicId === "number",
    consentDate: options.consentDate,
    today,
  };
  for (const [column, target] of options.columns.entries()) {
    if (target.to === "skip") continue;
    plan.used.push(column);
    if (target.to === "property") {
      const { key, type } = target;
      plan.properties.push({ column, key, type, choices: choices.get(key) ?? [] });
    } else {
      plan.fields[target.to] ??= column;
    }
  }
  return plan;
}

/** Reads one row, or says why it cannot be taken. Pure: the dry run and the run share it. */
export function readRow(cells: string[], plan: RowPlan): ReadRow {
  if (cells.length > plan.width && cells.slice(plan.width).some((cell) => cell.trim() !== "")) {
    return { ok: false, reason: "too_many_cells" };
  }
  for (const column of plan.used) {
    const cell = cells[column] ?? "";
    if (cell.length > maxCellCharacters) return { ok: false, reason: "cell_too_long", column };
    if (cell.includes("\uFFFD")) return { ok: false, reason: "bad_encoding", column };
  }
  const text = (field: ImportField) => readText(cells, plan.fields[field]);
  const emailColumn = plan.fields.email;
  const address = normalizeEmail(text("email") ?? "");
  if (!address.ok) {
    return {
      ok: false,
      reason: `email_${address.reason}`,
      ...(emailColumn === undefined ? {} : { column: emailColumn }),
    };
  }
  const phone = text("phone");
  if (phone !== null && /^\d(?:\.\d+)?e\+?\d+$/i.test(phone)) {
    return { ok: false, reason: "phone_exponent", column: plan.fields.phone ?? 0 };
  }
  const properties = readProperties(cells, plan);
  if (!properties.ok) return properties;
  const consent = readConsent(cells, plan);
  if (!consent.ok) return consent;
  return {
    ok: true,
    row: {
      email: address.email,
      emailNormalized: address.normalized,
      name: text("name") ?? joinName(text("first_name"), text("last_name"), plan),
      firstName: text("first_name"),
      lastName: text("last_name"),
      phone,
      properties: properties.values,
      consent: consent.answer,
      consentDate: consent.date,
    },
  };
}

/** NFC, trimmed, without characters PostgreSQL cannot hold; null when blank. */
function readText(cells: string[], column: number | undefined): string | null {
  if (column === undefined) return null;
  const text = unguardCell(cells[column] ?? "")
    .replaceAll("\0", "")
    .normalize("NFC")
    .trim();
  return text === "" ? null : text;
}

/** Only where the file has no name column. Korean names are written family name first, unspaced. */
function joinName(first: string | null, last: string | null, plan: RowPlan): string | null {
  if (plan.fields.name !== undefined) return null;
  if (first === null || last === null) return first ?? last;
  return /^[가-힣]+$/.test(first + last) ? last + first : `${first} ${last}`;
}

const badValue = {
  number: "bad_number",
  date: "bad_date",
  boolean: "bad_boolean",
  choice: "bad_choice",
  list: "bad_list",
} as const;

function readProperties(
  cells: string[],
  plan: RowPlan,
): { ok: true; values: PropertyValues } | { ok: false; reason: RowProblem; column: number } {
  const values: PropertyValues = {};
  for (const { column, key, type, choices } of plan.properties) {
    const text = readText(cells, column);
    if (text === null) continue;
    const parsed = parsePropertyValue(type, text, choices);
    if (parsed.ok) values[key] = parsed.value;
    else if (type !== "text") return { ok: false, reason: badValue[type], column };
  }
  return { ok: true, values };
}

function readConsent(
  cells: string[],
  plan: RowPlan,
):
  | { ok: true; answer: ImportRow["consent"]; date: string | null }
  | { ok: false; reason: RowProblem; column?: number } {
  if (!plan.asksConsent) return { ok: true, answer: null, date: null };
  const answer =
    plan.fields.consent === undefined
      ? "yes"
      : parseConsentAnswer(readText(cells, plan.fields.consent) ?? "");
  if (answer === undefined) {
    return { ok: false, reason: "consent_unclear", column: plan.fields.consent ?? 0 };
  }
  if (answer === "unanswered") return { ok: true, answer, date: null };
  const column = plan.fields.consent_date;
  const written = readText(cells, column);
  const own = written === null ? undefined : parseDate(written);
  if (own?.ok === false) return { ok: false, reason: "consent_date_bad", column: column ?? 0 };
  const date = own?.value ?? plan.consentDate;
  // A refusal counts from now where nobody knows since when; an agreement needs its date.
  if (date === null && answer === "yes") {
    return { ok: false, reason: "consent_date_missing", column: column ?? 0 };
  }
  if (date !== null && date > plan.today) {
    return { ok: false, reason: "consent_date_in_future", column: column ?? 0 };
  }
  return { ok: true, answer, date };
}
