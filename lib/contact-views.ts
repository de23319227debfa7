import { and, asc, eq, or } from "drizzle-orm";
import { db } from "@/db";
import { contactColumns, contactViews } from "@/db/schema/contact-views";
import { users } from "@/db/schema/users";
import { defaultColumns, readColumns } from "@/lib/domain/contact-columns";

/** The views a user may choose from: their own and those that others share. */
export async function listContactViews(userId: number) {
  const rows = await db
    .select({
      id: contactViews.id,
      name: contactViews.name,
      query: contactViews.query,
      isShared: contactViews.isShared,
      userId: contactViews.userId,
      userName: users.name,
      userEmail: users.email,
    })
    .from(contactViews)
    .innerJoin(users, eq(users.id, contactViews.userId))
    .where(or(eq(contactViews.userId, userId), eq(contactViews.isShared, true)))
    .orderBy(asc(contactViews.name), asc(contactViews.id));
  return rows.map(({ userId: owner, userName, userEmail, ...view }) => ({
    ...view,
    isOwn: owner === userId,
    ownerName: userName || userEmail,
  }));
}

export async function saveContactView(view: {
  name: string;
  query: Record<string, string>;
  isShared: boolean;
  userId: number;
}): Promise<void> {
  await db.insert(contactViews).values(view);
}

/** One's own only; false when it is gone or somebody else's. */
export async function deleteContactView(id: number, userId: number): Promise<boolean> {
  const deleted = await db
    .delete(contactViews)
    .where(and(eq(contactViews.id, id), eq(contactViews.userId, userId)))
    .returning({ id: contactViews.id });
  return deleted.length > 0;
}

/** The columns that a user chose last. */
export async function findContactColumns(userId: number): Promise<string[]> {
  const [row] = await db
    .select({ columns: contactColumns.columns })
    .from(contactColumns)
    .where(eq(contactColumns.userId, userId));
  return row ? (readColumns(row.columns.join(",")) ?? defaultColumns) : defaultColumns;
}

export async function saveContactColumns(userId: number, columns: string[]): Promise<void> {
  await db
    .insert(contactColumns)
    .values({ userId, columns })
    .onConflictDoUpdate({ target: contactColumns.userId, set: { columns } });
}
