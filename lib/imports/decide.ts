import { dayIn } from "@/lib/domain/calendar-day";
import { isGone } from "@/lib/domain/import-answers";
import { applyTargets } from "@/lib/domain/import-mapping";
import { checkOptions, type ImportOptions, type OptionsProblem } from "@/lib/domain/import-options";
import { getOrganization } from "@/lib/organization";
import { listAllProperties } from "@/lib/properties";
import { tryImport, type DryRun } from "./dry-run";
import { findImport, saveImportOptions } from "./imports";
import { previewFile } from "./preview";
import type { FileFormat, ImportFile } from "./rows";
import { suggestMapping } from "./suggest";

/** Reads the file anew under a format that a person chose, and matches its columns anew. */
export async function changeFormat(
  id: number,
  { headerRow, ...chosen }: FileFormat & { headerRow: number | undefined },
): Promise<boolean> {
  const found = await findImport(id);
  if (found?.status !== "uploaded") return false;
  const isWorkbook = found.options.sheet !== undefined;
  const sheet = found.analysis.sheets?.find((name) => name === chosen.sheet) ?? found.options.sheet;
  // Of a workbook only the sheet can be chosen.
  const { encoding, delimiter } = isWorkbook ? found.options : chosen;
  const format = { encoding, delimiter, ...(sheet !== undefined && { sheet }) };
  const rows = await previewFile({ importId: id, bytes: found.fileBytes }, format);
  const fresh = suggestMapping(rows, format, {
    properties: await listAllProperties(),
    fileName: found.fileName,
    // Another sheet has a header row of its own.
    ...(sheet === found.options.sheet && headerRow !== undefined && { headerRow }),
  });
  const { blankCells, consentSource, consentDate, topicId, phoneZero } = found.options;
  const decided = { blankCells, consentSource, consentDate, phoneZero };
  // Who said that nobody in the file may be mailed is not asked again.
  const said = found.options.everyone;
  const everyone = said !== "undecided" && isGone(said) ? said : fresh.everyone;
  return saveImportOptions(id, {
    ...fresh,
    ...decided,
    everyone,
    ...(topicId !== undefined && { topicId }),
  });
}

export type Decisions = Pick<
  ImportOptions,
  "blankCells" | "consentSource" | "consentDate" | "phoneZero" | "everyone"
> & {
  targets: (string | undefined)[];
  topicId: number | null | undefined;
};

/** Saves what a person decided; `isChanged` = the numbers shown before no longer hold. */
export async function decideImport(
  id: number,
  { targets, topicId, ...decisions }: Decisions,
): Promise<{ ok: true; isChanged: boolean } | { ok: false; reason: "already_started" }> {
  const found = await findImport(id);
  if (found?.status !== "uploaded") return { ok: false, reason: "already_started" };
  const { topicId: _before, ...rest } = found.options;
  const options: ImportOptions = {
    ...rest,
    ...decisions,
    columns: applyTargets(found.options, targets, await listAllProperties()),
    ...(topicId !== undefined && { topicId }),
  };
  if (!(await saveImportOptions(id, options))) return { ok: false, reason: "already_started" };
  return { ok: true, isChanged: decisive(options) !== decisive(found.options) };
}

/** All that a person decides and the numbers hang on. */
function decisive(options: ImportOptions): string {
  const { columns, blankCells, topicId, consentDate, phoneZero, everyone } = options;
  const spareDay = hasDayColumn(options) ? consentDate : undefined;
  // Whether a property is declared already changes no number.
  const places = columns.map((column) => ({ ...column, isNew: undefined, label: undefined }));
  return JSON.stringify([places, blankCells, topicId ?? null, spareDay, phoneZero, everyone]);
}

/** Rows without a day of their own then need the one of the form. */
function hasDayColumn({ columns }: ImportOptions): boolean {
  return columns.some(({ to }) => to === "consent_date");
}

/** What stands in the way, and what the import would do as far as that can be said already. */
export async function reviewImport(
  file: ImportFile,
  options: ImportOptions,
): Promise<{ problems: OptionsProblem[]; dryRun: DryRun | undefined }> {
  const { timeZone } = await getOrganization();
  const today = dayIn(timeZone, new Date());
  const problems = checkOptions(options, today);
  if (problems.includes("no_email_column") || problems.includes("twice")) {
    return { problems, dryRun: undefined };
  }
  return { problems, dryRun: await tryImport(file, asFarAsDecided(options, today), { today }) };
}

/** Rows are not to blame for a day that is still missing; what they answer is read all the same. */
function asFarAsDecided(options: ImportOptions, today: string): ImportOptions {
  const { topicId = null, consentDate } = options;
  const isDayOpen =
    consentDate === null && !options.columns.some(({ to }) => to === "consent_date");
  const isDayToCome = consentDate !== null && consentDate > today;
  return { ...options, topicId, ...((isDayOpen || isDayToCome) && { consentDate: today }) };
}
