import { and, desc, eq, ilike, sql, type SQL } from "drizzle-orm";
import { db } from "@/db";
import { contacts, suppressions } from "@/db/schema/audience";
import { users } from "@/db/schema/users";
import { parseReason, type SuppressionReason } from "@/lib/domain/suppression-reason";

export type SuppressionFilter = {
  q?: string | undefined;
  reason?: SuppressionReason | undefined;
  /** Who sees masked addresses must not find them out by searching: for them `q` says nothing. */
  mayReadAddresses?: boolean;
};

export type ListedSuppression = Awaited<ReturnType<typeof listSuppressions>>["rows"][number];

/** Newest first, one page a call; `next` continues after the last row. */
export async function listSuppressions({
  after,
  limit = 50,
  ...filter
}: SuppressionFilter & { after?: string | undefined; limit?: number }) {
  const place = after === undefined ? undefined : parsePlace(after);
  const rows = await db
    .select({
      emailNormalized: suppressions.emailNormalized,
      reason: suppressions.reason,
      source: suppressions.source,
      note: suppressions.note,
      campaignId: suppressions.campaignId,
      createdAt: suppressions.createdAt,
      contactId: contacts.id,
      userName: sql<string | null>`coalesce(nullif(${users.name}, ''), ${users.email})`,
      // Microseconds: a Date would drop them, and the next page would repeat or skip rows.
      at: sql<string>`to_char(${suppressions.createdAt} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    })
    .from(suppressions)
    .leftJoin(contacts, eq(contacts.emailNormalized, suppressions.emailNormalized))
    .leftJoin(users, eq(users.id, suppressions.createdBy))
    .where(and(...filterSql(filter), place && placeSql(place)))
    .orderBy(
      desc(suppressions.createdAt),
      desc(suppressions.emailNormalized),
      desc(suppressions.reason),
    )
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: page, next: hasMore ? writePlace(last) : undefined };
}

/** Counted up to a limit; `isMore` when it was reached. */
type SuppressionCount = { count: number; isMore: boolean };

/** How many entries there are of each reason; a page view stops counting at ten thousand of each. */
export async function countSuppressions(
  filter: SuppressionFilter = {},
  { upTo }: { upTo?: number | undefined } = {},
): Promise<Record<SuppressionReason, SuppressionCount>> {
  const where = and(...filterSql(filter)) ?? sql`true`;
  const limit = upTo === undefined ? null : upTo + 1;
  const { rows } = await db.execute<{ reason: SuppressionReason; n: number }>(sql`
    select asked.reason, (
      select count(*)::int from (
        select 1 from suppressions where suppressions.reason = asked.reason and ${where}
        limit ${limit}::bigint) found) as n
    from unnest(enum_range(null::suppression_reason)) asked(reason)`);
  const none = { count: 0, isMore: false };
  const counts = {
    bounce: none,
    soft_bounce: none,
    complaint: none,
    unsubscribe: none,
    manual: none,
  };
  for (const { reason, n } of rows) {
    counts[reason] = { count: Math.min(n, upTo ?? n), isMore: upTo !== undefined && n > upTo };
  }
  return counts;
}

export function sumCounts(counts: Record<SuppressionReason, SuppressionCount>): SuppressionCount {
  const all = Object.values(counts);
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    isMore: all.some(({ isMore }) => isMore),
  };
}

function filterSql({ q, reason, mayReadAddresses = true }: SuppressionFilter): SQL[] {
  const word = (mayReadAddresses ? q : undefined)
    ?.trim()
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&");
  return [
    ...(word ? [ilike(suppressions.emailNormalized, `%${word}%`)] : []),
    ...(reason ? [eq(suppressions.reason, reason)] : []),
  ];
}

type Place = { at: string; reason: string; emailNormalized: string };

function placeSql({ at, reason, emailNormalized }: Place): SQL {
  return sql`(${suppressions.createdAt}, ${suppressions.emailNormalized}, ${suppressions.reason})
    < (${at}::timestamptz, ${emailNormalized}::text, ${reason}::suppression_reason)`;
}

// Encoded, so that no plain address stands in a browser's history.
function writePlace({ at, reason, emailNormalized }: Place): string {
  return Buffer.from([at, reason, emailNormalized].join(" ")).toString("base64url");
}

/** A cursor from the URL; one that we did not write starts from the beginning. */
function parsePlace(after: string): Place | undefined {
  const [at, reason, emailNormalized] = Buffer.from(after, "base64url").toString().split(" ");
  if (!at || !emailNormalized || !parseReason(reason) || Number.isNaN(Date.parse(at))) {
    return undefined;
  }
  return { at, reason: reason ?? "", emailNormalized };
}
