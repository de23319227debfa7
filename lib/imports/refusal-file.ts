import { and, asc, eq, gt } from "drizzle-orm";
import { db } from "@/db";
import { importRefusals } from "@/db/schema/imports";
import { recordAudit } from "@/lib/audit";
import { guardCell, unguardCell, writeCsvRow } from "@/lib/domain/csv-cell";
import { BrokenFileError, createCsvParser } from "@/lib/domain/csv-parser";
import type { Delimiter } from "@/lib/domain/delimiter";

const pageRows = 2000;

/**
 * The refused rows of an import as a CSV that can be corrected and uploaded again: their own
 * columns first, then line and reason, which the next import skips. They are people as well: who
 * took them is logged first.
 */
export async function* exportRefusals(
  importId: number,
  {
    userId,
    why,
    headers,
    delimiter,
    lineHeader,
    reasonHeader,
    explain,
  }: {
    userId: number;
    why: string;
    headers: string[];
    delimiter: Delimiter;
    lineHeader: string;
    reasonHeader: string;
    explain: (storedReason: string) => string;
  },
): AsyncGenerator<string> {
  const rowCount = await db.$count(importRefusals, eq(importRefusals.importId, importId));
  const subject = `import:${importId}`;
  await recordAudit({
    userId,
    action: "import.export_refused",
    subject,
    details: { rows: rowCount, why },
  });
  yield `\uFEFF${writeCsvRow([...headers, lineHeader, reasonHeader].map(guardCell))}`;
  let after = -1;
  for (;;) {
    const rows = await db
      .select({ line: importRefusals.line, reason: importRefusals.reason, raw: importRefusals.raw })
      .from(importRefusals)
      .where(and(eq(importRefusals.importId, importId), gt(importRefusals.line, after)))
      .orderBy(asc(importRefusals.line))
      .limit(pageRows);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.line;
    const lines = rows.map(({ line, reason, raw }) => {
      const cells = splitRaw(raw, delimiter);
      const width = Math.max(headers.length, cells.length);
      const padded = Array.from({ length: width }, (_, column) => unguardCell(cells[column] ?? ""));
      return writeCsvRow([...padded, String(line), explain(reason)].map(guardCell));
    });
    yield lines.join("");
  }
}

/** Raw rows that were cut short may end inside a quote: then the text as it is. */
function splitRaw(raw: string, delimiter: Delimiter): string[] {
  const parser = createCsvParser(delimiter);
  try {
    return [...parser.push(raw), ...parser.finish()][0]?.cells ?? [""];
  } catch (error) {
    if (error instanceof BrokenFileError) return [raw];
    throw error;
  }
}
