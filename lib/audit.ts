import { and, desc, eq, lt, sql, type SQL } from "drizzle-orm";
import { db, type Database } from "@/db";
import { auditLog, users } from "@/db/schema/users";

export type AuditEntry = {
  id: number;
  at: Date;
  userId: number | null;
  userName: string | null;
  userEmail: string | null;
  action: string;
  subject: string | null;
  details: Record<string, unknown>;
  ip: string | null;
};

/** Appends to the log. Pass the transaction of the change, so that neither exists without the other. */
export async function recordAudit(
  entry: {
    userId: number | null;
    action: string;
    subject?: string;
    details?: Record<string, unknown>;
    ip?: string;
  },
  database: Database = db,
): Promise<void> {
  await database.insert(auditLog).values(entry);
}

/** The log, newest first, one page a call; `next` is the cursor of the following page. */
export async function listAuditEntries(filter: {
  action?: string | undefined;
  userId?: number | undefined;
  before?: number | undefined;
  limit?: number;
}): Promise<{ entries: AuditEntry[]; next: number | undefined }> {
  const limit = filter.limit ?? 50;
  const conditions: SQL[] = [];
  if (filter.action) conditions.push(eq(auditLog.action, filter.action));
  if (filter.userId) conditions.push(eq(auditLog.userId, filter.userId));
  if (filter.before) conditions.push(lt(auditLog.id, filter.before));
  const rows = await db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      userId: auditLog.userId,
      userName: users.name,
      userEmail: users.email,
      action: auditLog.action,
      subject: auditLog.subject,
      details: auditLog.details,
      ip: auditLog.ip,
    })
    .from(auditLog)
    .leftJoin(users, eq(users.id, auditLog.userId))
    .where(and(...conditions))
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
  const entries = rows.slice(0, limit);
  return { entries, next: rows.length > limit ? entries.at(-1)?.id : undefined };
}

/** The actions that occur in the log, for the filter. */
export async function listAuditActions(): Promise<string[]> {
  // A loose index scan would be faster on a huge log; a log of people's acts stays small.
  const rows = await db
    .selectDistinct({ action: auditLog.action })
    .from(auditLog)
    .orderBy(sql`1`);
  return rows.map((row) => row.action);
}
