import { sql } from "drizzle-orm";
import { db } from "@/db";
import { recordAudit } from "@/lib/audit";
import { guardCell, writeCsvRow } from "@/lib/domain/csv-cell";
import {
  parseSuppressionFile,
  suppressionColumns,
  type SuppressionFile,
} from "@/lib/domain/suppression-file";
import {
  countSuppressions,
  listSuppressions,
  sumCounts,
  type SuppressionFilter,
} from "./suppression-list";

export type SuppressionImport =
  | Extract<SuppressionFile, { ok: false }>
  | { ok: true; added: number; known: number; refused: { line: number; text: string }[] };

/** Adds a file of addresses; what is suppressed already stays as it is. */
export async function importSuppressions(
  bytes: Uint8Array,
  { userId, fileName }: { userId: number; fileName: string },
): Promise<SuppressionImport> {
  const file = parseSuppressionFile(bytes);
  if (!file.ok) return file;
  const { rows, refused } = file;
  return db.transaction(async (tx) => {
    // Who had unsubscribed elsewhere has said so: evidence, as if it had happened here.
    const inserted = await tx.execute<{ n: number }>(sql`
      with added as (
        insert into suppressions (email_normalized, reason, source, note, created_at, created_by)
        select row.email, row.reason, ${`user:${userId}`}, row.note, coalesce(row.at, now()), ${userId}
        from unnest(
          ${sql.param(rows.map((row) => row.emailNormalized))}::text[],
          ${sql.param(rows.map((row) => row.reason))}::suppression_reason[],
          ${sql.param(rows.map((row) => row.note))}::text[],
          ${sql.param(rows.map((row) => row.createdAt?.toISOString() ?? null))}::timestamptz[]
        ) as row (email, reason, note, at)
        on conflict do nothing
        returning email_normalized, reason, note, created_at
      ), evidence as (
        insert into consents (contact_id, email_normalized, action, source, wording, given_at,
          recorded_by)
        select contacts.id, added.email_normalized, 'withdrawn', 'import', added.note,
          added.created_at, ${userId}::bigint
        from added left join contacts on contacts.email_normalized = added.email_normalized
        where added.reason = 'unsubscribe'
      )
      select count(*)::int as n from added`);
    const added = inserted.rows[0]?.n ?? 0;
    const known = rows.length - added;
    const details = { fileName, added, known, refused: refused.length };
    await recordAudit({ userId, action: "suppression.import", details }, tx);
    return { ok: true, added, known, refused };
  });
}

/** The list as CSV, in parts that can be streamed; who took it, and why, is logged first. */
export async function* exportSuppressions(
  filter: SuppressionFilter,
  { userId, why }: { userId: number; why: string },
): AsyncGenerator<string> {
  const { count: rows } = sumCounts(await countSuppressions(filter));
  // The words searched for may be an address, which the log must not hold.
  const details = { why, rows, reason: filter.reason ?? null, isSearch: Boolean(filter.q) };
  await recordAudit({ userId, action: "suppression.export", details });
  yield `\uFEFF${writeCsvRow([...suppressionColumns])}`; // Excel takes a CSV without BOM for CP949
  let after: string | undefined;
  do {
    const page = await listSuppressions({ ...filter, after, limit: 2000 });
    const lines = page.rows.map(({ emailNormalized, reason, source, note, createdAt }) =>
      writeCsvRow(
        [emailNormalized, reason, source, note ?? "", createdAt.toISOString()].map(guardCell),
      ),
    );
    yield lines.join("");
    after = page.next;
  } while (after !== undefined);
}
