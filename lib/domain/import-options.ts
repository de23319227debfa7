import * as z from "zod";
import { delimiters } from "./delimiter";
import { fileEncodings } from "./encoding";
import { importFields } from "./import-headers";
import { presets } from "./import-presets";
import { memberStates } from "./member-state";
import { propertyTypes } from "./property-value";

export const maxColumns = 500;
/** Longer text in one cell is a mistake of the file, not a value. */
export const maxCellCharacters = 10_000;
export const maxUploadBytes = 1024 * 1024 * 1024;
/** For how long people's data that came with a file is kept beside the contacts. */
export const keptDays = { unstarted: 7, refusals: 90 } as const;

/** The moment that many days later. */
export function daysAfter(since: Date | null, days: number): Date {
  return new Date((since ?? new Date()).getTime() + days * 86_400_000);
}

/** What a column of the file becomes. */
export const columnTarget = z.discriminatedUnion("to", [
  z.object({ to: z.literal("skip") }),
  z.object({
    to: z.enum(importFields),
  }),
  z.object({
    to: z.literal("property"),
    key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
    label: z.string().max(200),
    type: z.enum(propertyTypes),
    isNew: z.boolean(), // declared when the import runs
  }),
]);
export type ColumnTarget = z.infer<typeof columnTarget>;

/** Everything a person decides about an import. */
export const importOptions = z.object({
  v: z.literal(1),
  encoding: z.enum(fileEncodings),
  delimiter: z.enum(delimiters),
  sheet: z.string().max(200).optional(), // of a workbook; a text file has none
  headerRow: z.int().min(0).max(50), // 1-based row; 0 = the file has none
  headers: z.array(z.string()).max(maxColumns), // as they stand in the file; empty without a header row
  columns: z.array(columnTarget).max(maxColumns),
  /** Columns behind the file's own that come out of one column of JSON. */
  attributes: z
    .object({ column: z.int().min(0), from: z.int().min(0), keys: z.array(z.string()).max(60) })
    .optional(),
  preset: z.enum(presets).optional(), // the system whose export this is
  /** How a person was left where no column says it; "undecided" = nobody has said yet. */
  everyone: z.enum([...memberStates, "undecided"]).default("active"),
  phoneZero: z.enum(["keep", "restore"]).default("keep"), // 1012345678
  blankCells: z.enum(["keep", "clear"]),
  /** null = nobody joins a topic; absent = not decided yet. */
  topicId: z.int().positive().nullable().optional(),
  consentSource: z.string().max(500), // how these people agreed, in the marketer's words
  consentDate: z.iso.date().nullable(), // for all rows that bring no date of their own
});
export type ImportOptions = z.infer<typeof importOptions>;

/** What the bytes told while they came in. */
export const fileAnalysis = z.object({
  encoding: z.enum(fileEncodings),
  hasBom: z.boolean(),
  isEncodingCertain: z.boolean(),
  sheets: z.array(z.string()).optional(), // of a workbook
});
export type FileAnalysis = z.infer<typeof fileAnalysis>;

export type OptionsProblem =
  | "no_email_column"
  | "twice" // two columns for one field or property
  | "everyone_undecided" // subscribers, or people who never signed up?
  | "topic_undecided"
  | "consent_without_topic"
  | "consent_source_missing"
  | "consent_date_missing"
  | "consent_date_in_future";

/** Why these options cannot run yet; empty = they can. */
export function checkOptions(options: ImportOptions, today: string): OptionsProblem[] {
  const problems: OptionsProblem[] = [];
  const targets = options.columns
    .filter((column) => column.to !== "skip")
    .map((column) => (column.to === "property" ? `property:${column.key}` : column.to));
  if (!targets.includes("email")) problems.push("no_email_column");
  if (new Set(targets).size < targets.length) problems.push("twice");
  if (options.everyone === "undecided" && !targets.includes("status")) {
    problems.push("everyone_undecided");
  }
  if (options.topicId === undefined) return [...problems, "topic_undecided"];
  if (options.topicId === null) {
    if (targets.includes("consent")) problems.push("consent_without_topic");
    return problems;
  }
  if (options.consentSource.trim() === "") problems.push("consent_source_missing");
  if (options.consentDate === null && !targets.includes("consent_date")) {
    problems.push("consent_date_missing");
  }
  if (options.consentDate !== null && options.consentDate > today) {
    problems.push("consent_date_in_future");
  }
  return problems;
}
