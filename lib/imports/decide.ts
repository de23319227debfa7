import { dayIn } from "@/lib/domain/calendar-day";
import { applyTargets } from "@/lib/domain/import-mapping";
import { checkOptions, type ImportOptions, type OptionsProblem } from "@/lib/domain/import-options";
import type { CsvFormat } from "@/lib/imports/rows";
import { getOrganization } from "@/lib/organization";
import { listAllProperties } from "@/lib/properties";
import { readHead } from "./chunks";
import { tryImport, type DryRun } from "./dry-run";
import { findImport, saveImportOptions } from "./imports";
import { suggestMapping } from "./suggest";

/** Reads the file anew under a format that a person chose, and matches its columns anew. */
export async function changeFormat(
  id: number,
  { encoding, delimiter, headerRow }: CsvFormat & { headerRow: number },
): Promise<boolean> {
  const found = await findImport(id);
  if (found?.status !== "uploaded") return false;
  const fresh = suggestMapping(
    await readHead(id),
    { encoding, delimiter },
    { properties: await listAllProperties(), headerRow },
  );
  const { blankCells, consentSource, consentDate, topicId } = found.options;
  const decided = { blankCells, consentSource, consentDate };
  return saveImportOptions(id, {
    ...fresh,
    ...decided,
    ...(topicId !== undefined && { topicId }),
  });
}

export type Decisions = Pick<ImportOptions, "blankCells" | "consentSource" | "consentDate"> & {
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
  const decisive = ({ columns, blankCells, topicId: topic }: ImportOptions) =>
    JSON.stringify([columns, blankCells, topic ?? null]);
  return { ok: true, isChanged: decisive(options) !== decisive(found.options) };
}

/** What stands in the way, and what the import would do as far as that can be said already. */
export async function reviewImport(
  id: number,
  options: ImportOptions,
): Promise<{ problems: OptionsProblem[]; dryRun: DryRun | undefined }> {
  const { timeZone } = await getOrganization();
  const today = dayIn(timeZone, new Date());
  const problems = checkOptions(options, today);
  if (problems.includes("no_email_column") || problems.includes("twice")) {
    return { problems, dryRun: undefined };
  }
  // Rows are not to blame for a decision that is still open.
  const asFarAsDecided = problems.length === 0 ? options : { ...options, topicId: null };
  return { problems, dryRun: await tryImport(id, asFarAsDecided, { today }) };
}
