import { and, desc, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db";
import { campaigns, contents } from "@/db/schema/campaigns";
import type { ImageUse, ImageUses } from "@/lib/domain/image-item";

/** Named at most; the count goes on. */
const mostNamed = 10;

/** Campaigns that mails still leave of, or will by themselves. */
const going = ["scheduled", "launching", "sending", "paused"] as const;

/** An address stands in content as text: quotes never come into it, and its hash is nobody else's. */
function holds(column: SQL, files: readonly string[]): SQL {
  const each = files.map((file) => sql`${column}::text like ${`%/images/${file}%`}`);
  return sql`(${sql.join(each, sql` or `)})`;
}

const content = sql`${campaigns.content}`;

/** The campaigns whose content shows one of these files, the newest first. */
export async function findImageUses(files: readonly string[]): Promise<ImageUses> {
  if (files.length === 0) return { campaigns: [], count: 0 };
  const rows = await db
    .select({
      id: campaigns.id,
      name: campaigns.name,
      status: campaigns.status,
      count: sql<number>`(count(*) over ())::int`,
    })
    .from(campaigns)
    .where(and(inArray(campaigns.kind, ["marketing", "information"]), holds(content, files)))
    .orderBy(desc(campaigns.id))
    .limit(mostNamed);
  const named: ImageUse[] = rows.map(({ id, name, status }) => ({ id, name, status }));
  return { campaigns: named, count: rows[0]?.count ?? 0 };
}

/** What must not be taken away under it: a campaign that is scheduled or under way. */
export async function findGoingUses(files: readonly string[]): Promise<ImageUse[]> {
  if (files.length === 0) return [];
  return db
    .select({ id: campaigns.id, name: campaigns.name, status: campaigns.status })
    .from(campaigns)
    .where(and(inArray(campaigns.status, [...going]), holds(content, files)))
    .orderBy(desc(campaigns.id))
    .limit(mostNamed);
}

/** Whether any mail, sent or not, may show one of these files: then readers keep seeing it. */
export async function isInAnyMail(files: readonly string[]): Promise<boolean> {
  if (files.length === 0) return false;
  const { rows } = await db.execute<{ found: boolean }>(sql`
    select exists(select 1 from ${campaigns} where ${holds(content, files)})
      or exists(select 1 from ${contents} where ${holds(sql`${contents.compiled}`, files)}) as found`);
  return rows[0]?.found ?? true;
}
