import type { PropertyValues } from "@/db/schema/audience";
import { spreadAttributes } from "./attribute-cells";
import { cellText } from "./cell-text";
import { normalizeEmail } from "./email-address";
import { isGone, readConsent, readStanding } from "./import-answers";
import type { ImportField } from "./import-headers";
import { maxCellCharacters } from "./import-options";
import type { PlannedProperty, RowPlan } from "./import-plan";
import { hasLostZero } from "./lost-zero";
import type { ImportRow, RefusedRow, RowProblem } from "./staged-row";
import { joinName } from "./person-name";
import { parsePropertyValue, type ParsedValue } from "./property-value";
import { serialToDate } from "./sheet-cell";

/** `hasLostZero`: the phone is a number short of its zero. */
export type ReadRow = { ok: true; row: ImportRow; hasLostZero: boolean } | RefusedRow;

/** Reads one row, or says why it cannot be taken. Pure: the dry run and the run share it. */
export function readRow(given: string[], plan: RowPlan): ReadRow {
  if (given.length > plan.width && given.slice(plan.width).some((cell) => cell.trim() !== "")) {
    return { ok: false, reason: "too_many_cells" };
  }
  const cells = plan.attributes === undefined ? given : spreadAttributes(given, plan.attributes);
  if (cells === undefined) {
    return { ok: false, reason: "bad_attributes", column: plan.attributes?.column ?? 0 };
  }
  for (const column of plan.used) {
    const cell = cells[column] ?? "";
    if (cell.length > maxCellCharacters) return { ok: false, reason: "cell_too_long", column };
    if (cell.includes("\uFFFD")) return { ok: false, reason: "bad_encoding", column };
  }
  return readCells(cells, plan);
}

function readCells(cells: string[], plan: RowPlan): ReadRow {
  const text = (field: ImportField) => cellText(cells, plan.fields[field]);
  const address = normalizeEmail(text("email") ?? "");
  if (!address.ok) return refuse(`email_${address.reason}`, plan.fields.email);
  const phone = text("phone");
  if (phone !== null && exponent.test(phone)) return refuse("phone_exponent", plan.fields.phone);
  const isShort = phone !== null && hasLostZero(phone);
  const properties = readProperties(cells, plan);
  if (!properties.ok) return properties;
  const standing = readStanding(cells, plan);
  if (!standing.ok) return standing;
  const consent = readConsent(cells, plan, standing);
  if (!consent.ok) return consent;
  const first = text("first_name");
  const last = text("last_name");
  return {
    ok: true,
    hasLostZero: isShort,
    row: {
      email: address.email,
      emailNormalized: address.normalized,
      // Parts make a name only where the file has no name column.
      name: plan.fields.name === undefined ? joinName(first, last) : text("name"),
      firstName: first,
      lastName: last,
      phone: isShort && plan.restoresZero ? `0${phone}` : phone,
      properties: properties.values,
      consent: consent.answer,
      consentDate: consent.date,
      status: isGone(standing.state) ? standing.state : null,
      statusDate: standing.date,
    },
  };
}

const exponent = /^\d(?:[.,]\d+)?e\+?\d+$/i;

function refuse(reason: RowProblem, column: number | undefined): RefusedRow {
  return { ok: false, reason, ...(column !== undefined && { column }) };
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
): { ok: true; values: PropertyValues } | RefusedRow {
  const values: PropertyValues = {};
  for (const property of plan.properties) {
    const { column, key, type } = property;
    const text = cellText(cells, column);
    if (text === null) continue;
    if (type === "text") {
      values[key] = text;
      continue;
    }
    const parsed = parseOnce(text, property, plan);
    if (!parsed.ok) return { ok: false, reason: badValue[type], column };
    values[key] = parsed.value;
  }
  return { ok: true, values };
}

/** A column of dates or grades says the same few things again and again. */
const mostRemembered = 5000;

function parseOnce(text: string, property: PlannedProperty, plan: RowPlan): ParsedValue {
  const { type, choices, parsed } = property;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const serial = plan.hasSerialDates && type === "date" ? readSerial(text) : undefined;
  // Mailchimp writes lists as "first","second".
  const written = type === "list" ? text.replaceAll('"', "") : (serial ?? text);
  const value = parsePropertyValue(type, written, choices);
  if (parsed.size < mostRemembered) parsed.set(text, value);
  return value;
}

/** Five digits: 1927 to 2173. Four could be a year, eight are a date written without marks. */
function readSerial(text: string): string | undefined {
  return /^\d{5}(?:\.\d+)?$/.test(text) ? serialToDate(Number(text)) : undefined;
}
