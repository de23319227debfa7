import * as z from "zod";
import type { SuppressionReason } from "@/db/schema/audience";
import { unguardCell } from "./csv-cell";
import { BrokenFileError, createCsvParser } from "./csv-parser";
import { normalizeEmail } from "./email-address";
import { maxSuppressionFileBytes } from "./suppression-limits";
import { createEncodingDetector, createStreamDecoder } from "./encoding";

/** The columns of an export; an import knows them in any order, and may lack all but the first. */
export const suppressionColumns = ["email", "reason", "source", "note", "created_at"] as const;

export type SuppressionRow = {
  emailNormalized: string;
  reason: SuppressionReason;
  note: string | null;
  createdAt: Date | null;
};

export type SuppressionFile =
  | { ok: true; rows: SuppressionRow[]; refused: { line: number; text: string }[] }
  | { ok: false; reason: "empty" | "too_big" | "not_text" | "broken_quote" | "no_addresses" };

/**
 * Reads a list of addresses that must not be mailed: our own export, or any CSV or text with an
 * address column, in UTF-8, UTF-16 or CP949. A reason we do not know counts as "manual".
 */
export function parseSuppressionFile(bytes: Uint8Array): SuppressionFile {
  if (bytes.length === 0) return { ok: false, reason: "empty" };
  if (bytes.length > maxSuppressionFileBytes) return { ok: false, reason: "too_big" };
  const detector = createEncodingDetector();
  detector.push(bytes);
  const finding = detector.finish();
  if (!finding.ok) return { ok: false, reason: "not_text" };
  const decode = createStreamDecoder(finding.encoding);
  const records = readRecords(decode(bytes) + decode());
  if (!records) return { ok: false, reason: "broken_quote" };
  const columns = findColumns(records);
  if (!columns) return { ok: false, reason: "no_addresses" };
  const rows = new Map<string, SuppressionRow>();
  const refused: { line: number; text: string }[] = [];
  for (const { line, cells } of records.slice(columns.hasHeader ? 1 : 0)) {
    const cell = (name: keyof typeof columns.places) =>
      unguardCell(cells[columns.places[name] ?? -1] ?? "").trim();
    const email = normalizeEmail(cell("email"));
    if (!email.ok) {
      refused.push({ line, text: cell("email").slice(0, 200) });
      continue;
    }
    const createdAt = z.iso.datetime().safeParse(cell("created_at"));
    const row = {
      emailNormalized: email.normalized,
      reason: reasons[cell("reason").toLowerCase()] ?? ("manual" as const),
      note: cell("note").slice(0, 500) || null,
      createdAt: createdAt.success ? new Date(createdAt.data) : null,
    };
    rows.set(`${row.reason} ${row.emailNormalized}`, row);
  }
  if (rows.size === 0) return { ok: false, reason: "no_addresses" };
  return { ok: true, rows: [...rows.values()], refused };
}

/** Other tools' words for our reasons. */
const reasons: Record<string, SuppressionReason> = {
  bounce: "bounce",
  bounced: "bounce",
  hardbounce: "bounce",
  soft_bounce: "soft_bounce",
  complaint: "complaint",
  complained: "complaint",
  spam: "complaint",
  unsubscribe: "unsubscribe",
  unsubscribed: "unsubscribe",
  수신거부: "unsubscribe",
  반송: "bounce",
  신고: "complaint",
  manual: "manual",
};

type LineOfCells = { line: number; cells: string[] };

function readRecords(text: string): LineOfCells[] | undefined {
  const [firstLine = ""] = text.split(/[\r\n]/, 1);
  const delimiter = ["\t", ";"].find((one) => firstLine.includes(one)) ?? ",";
  const parser = createCsvParser(delimiter);
  try {
    const rows = [...parser.push(text), ...parser.finish()];
    return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  } catch (error) {
    if (error instanceof BrokenFileError) return undefined;
    throw error;
  }
}

const headerWords: Record<string, (typeof suppressionColumns)[number]> = {
  email: "email",
  emailaddress: "email",
  mail: "email",
  이메일: "email",
  이메일주소: "email",
  메일: "email",
  reason: "reason",
  사유: "reason",
  source: "source",
  note: "note",
  메모: "note",
  createdat: "created_at",
};

/** Which column is what; without a header row the addresses are in the first column that has one. */
function findColumns(records: LineOfCells[]) {
  const [first] = records;
  if (!first) return undefined;
  const places: Partial<Record<(typeof suppressionColumns)[number], number>> = {};
  for (const [place, cell] of first.cells.entries()) {
    const word = headerWords[cell.toLowerCase().replace(/[\s_.-]/g, "")];
    if (word) places[word] ??= place;
  }
  if (places.email !== undefined) return { hasHeader: true, places };
  const isHeader = !first.cells.some((cell) => cell.includes("@"));
  const sample = records.slice(isHeader ? 1 : 0, 20);
  const email = sample
    .flatMap(({ cells }) => cells.map((cell, place) => ({ cell, place })))
    .find(({ cell }) => normalizeEmail(cell).ok)?.place;
  return email === undefined ? undefined : { hasHeader: isHeader, places: { email } };
}
