import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { users, type UserRole } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

export type User = {
  id: number;
  email: string;
  name: string;
  role: UserRole;
  locale: string | null;
  hasPassword: boolean;
  sessionVersion: number;
  createdAt: Date;
  lastSignedInAt: Date | null;
  disabledAt: Date | null;
};

const columns = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  locale: users.locale,
  hasPassword: sql<boolean>`${users.passwordHash} is not null`,
  sessionVersion: users.sessionVersion,
  createdAt: users.createdAt,
  lastSignedInAt: users.lastSignedInAt,
  disabledAt: users.disabledAt,
};

/** How addresses of users are stored and compared. */
export function userEmail(raw: string): string {
  return raw.normalize("NFC").trim().toLowerCase();
}

export async function findUser(id: number): Promise<User | undefined> {
  const [user] = await db.select(columns).from(users).where(eq(users.id, id));
  return user;
}

export async function findUserByEmail(email: string): Promise<User | undefined> {
  const [user] = await db
    .select(columns)
    .from(users)
    .where(eq(users.email, userEmail(email)));
  return user;
}

export async function listUsers(): Promise<User[]> {
  return db
    .select(columns)
    .from(users)
    .orderBy(sql`${users.disabledAt} is not null`, asc(users.email));
}

/** The user whose address and password these are; the same work whether or not there is one. */
export async function findUserByPassword(
  email: string,
  password: string,
): Promise<User | undefined> {
  const [row] = await db
    .select({ ...columns, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, userEmail(email)));
  const matches = await verifyPassword(row?.passwordHash, password);
  if (!matches || !row || row.disabledAt) return undefined;
  const { passwordHash: _, ...user } = row;
  return user;
}

export async function recordSignIn(id: number): Promise<void> {
  await db
    .update(users)
    .set({ lastSignedInAt: sql`now()` })
    .where(eq(users.id, id));
}

// Serialises everything that could leave the installation without an administrator.
const lockAdmins = sql`select pg_advisory_xact_lock(hashtext('letterpress.admins'))`;

/** Makes the first administrator of an empty installation; does nothing once anybody can sign in. */
export async function ensureFirstAdmin(input: {
  email: string;
  password: string;
}): Promise<{ created: boolean }> {
  const passwordHash = await hashPassword(input.password);
  return db.transaction(async (tx) => {
    await tx.execute(lockAdmins);
    const [anybody] = await tx.select({ id: users.id }).from(users).limit(1);
    if (anybody) return { created: false };
    const email = userEmail(input.email);
    const [admin] = await tx
      .insert(users)
      .values({ email, name: email.split("@")[0] ?? email, role: "admin", passwordHash })
      .returning({ id: users.id });
    await recordAudit({ userId: null, action: "user.create", subject: `user:${admin?.id}` }, tx);
    return { created: true };
  });
}

export type UserChange = { ok: true } | { ok: false; reason: "last_admin" | "not_found" };

/** Changes the role and ends the user's sessions; the last administrator keeps the role. */
export async function changeUserRole(
  id: number,
  change: { role: UserRole; by: number },
): Promise<UserChange> {
  return db.transaction(async (tx) => {
    if (change.role !== "admin" && (await isLastAdmin(id, tx))) {
      return { ok: false, reason: "last_admin" };
    }
    const [user] = await tx
      .update(users)
      .set({ role: change.role, sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(and(eq(users.id, id), ne(users.role, change.role)))
      .returning({ id: users.id });
    if (!user) return (await exists(id, tx)) ? { ok: true } : { ok: false, reason: "not_found" };
    const details = { role: change.role };
    await recordAudit(
      { userId: change.by, action: "user.role", subject: `user:${id}`, details },
      tx,
    );
    return { ok: true };
  });
}

/** Shuts a user out at once: sign-in is refused and every session ends. */
export async function disableUser(id: number, by: number): Promise<UserChange> {
  return db.transaction(async (tx) => {
    if (await isLastAdmin(id, tx)) return { ok: false, reason: "last_admin" };
    const [user] = await tx
      .update(users)
      .set({ disabledAt: sql`now()`, sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(and(eq(users.id, id), isNull(users.disabledAt)))
      .returning({ id: users.id });
    if (!user) return (await exists(id, tx)) ? { ok: true } : { ok: false, reason: "not_found" };
    await recordAudit({ userId: by, action: "user.disable", subject: `user:${id}` }, tx);
    return { ok: true };
  });
}

export async function enableUser(id: number, by: number): Promise<UserChange> {
  return db.transaction(async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ disabledAt: null })
      .where(eq(users.id, id))
      .returning({ id: users.id });
    if (!user) return { ok: false, reason: "not_found" };
    await recordAudit({ userId: by, action: "user.enable", subject: `user:${id}` }, tx);
    return { ok: true };
  });
}

async function isLastAdmin(id: number, database: Database): Promise<boolean> {
  await database.execute(lockAdmins);
  const admins = await database
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt)))
    .limit(2);
  return admins.length === 1 && admins[0]?.id === id;
}

async function exists(id: number, database: Database): Promise<boolean> {
  const [user] = await database.select({ id: users.id }).from(users).where(eq(users.id, id));
  return user !== undefined;
}
