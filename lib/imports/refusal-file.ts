import { and, asc, eq, gt } from "drizzle-orm";
import { db } from "@/db";
import { importRefusals } from "@/db/schema/imports";
import { guardCell, writeCsvRow } from "@/lib/domain/csv-cell";
import { BrokenFileError, createCsvParser } from "@/lib/domain/csv-parser";
import type { Delimiter } from "@/lib/domain/delimiter";

const pageRows = 2000;

/**
 * The refused rows of an import as a CSV that can be corrected and uploaded again: their own
 * columns first, then line and reason, which the next import skips.
 */
export function streamRefusals(
  importId: number,
  {
    headers,
    delimiter,
    lineHeader,
    reasonHeader,
    explain,
  }: {
    headers: string[];
    delimiter: Delimiter;
    lineHeader: string;
    reasonHeader: string;
    explain: (storedReason: string) => string;
  },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after = -1;
  return new ReadableStream({
    start(controller) {
      const head = writeCsvRow([...headers, lineHeader, reasonHeader].map(guardCell));
      controller.enqueue(encoder.encode(`\uFEFF${head}`));
    },
    async pull(controller) {
      const rows = await db
        .select()
        .from(importRefusals)
        .where(and(eq(importRefusals.importId, importId), gt(importRefusals.line, after)))
        .orderBy(asc(importRefusals.line))
        .limit(pageRows);
      const last = rows.at(-1);
      if (last === undefined) return controller.close();
      after = last.line;
      const text = rows.map(({ line, reason, raw }) => {
        const cells = splitRaw(raw, delimiter);
        const padded = Array.from(
          { length: Math.max(headers.length, cells.length) },
          (_, i) => cells[i] ?? "",
        );
        return writeCsvRow([...padded, String(line), explain(reason)].map(guardCell));
      });
      controller.enqueue(encoder.encode(text.join("")));
    },
  });
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
