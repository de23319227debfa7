import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { invitations, users, type UserRole } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { userEmail } from "@/lib/users";

export const invitationDays = 7;

export type OpenInvitation = {
  id: number;
  email: string;
  role: UserRole;
  inviterName: string | null;
  expiresAt: Date;
};

/** The token goes into the link and is kept nowhere; the row holds its hash. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

const isOpen = and(
  isNull(invitations.acceptedAt),
  isNull(invitations.revokedAt),
  gt(invitations.expiresAt, sql`now()`),
);

const columns = {
  id: invitations.id,
  email: invitations.email,
  role: invitations.role,
  inviterName: sql<string | null>`nullif(${users.name}, '')`,
  expiresAt: invitations.expiresAt,
};

/** Invites an address; an earlier open invitation of the same address ends. */
export async function createInvitation(input: {
  email: string;
  role: UserRole;
  invitedBy: number;
}): Promise<{ ok: true; token: string; id: number } | { ok: false; reason: "already_member" }> {
  const email = userEmail(input.email);
  const token = randomBytes(32).toString("base64url");
  return db.transaction(async (tx) => {
    const [member] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (member) return { ok: false, reason: "already_member" };
    await tx
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(invitations.email, email), isOpen));
    const [row] = await tx
      .insert(invitations)
      .values({
        email,
        role: input.role,
        tokenHash: hashOf(token),
        invitedBy: input.invitedBy,
        expiresAt: sql`now() + make_interval(days => ${invitationDays})`,
      })
      .returning({ id: invitations.id });
    if (!row) throw new Error("The invitation was not stored.");
    const entry = { subject: `invitation:${row.id}`, details: { email, role: input.role } };
    await recordAudit({ userId: input.invitedBy, action: "user.invite", ...entry }, tx);
    return { ok: true, token, id: row.id };
  });
}

/** The open invitation of a link; undefined when it was used, withdrawn, has expired or never was. */
export async function findInvitation(token: string): Promise<OpenInvitation | undefined> {
  return findOpen(eq(invitations.tokenHash, hashOf(token)));
}

/** The open invitation of an address, which the caller must know to be proven. */
export async function findInvitationByEmail(email: string): Promise<OpenInvitation | undefined> {
  return findOpen(eq(invitations.email, userEmail(email)));
}

export async function listInvitations(): Promise<OpenInvitation[]> {
  return db
    .select(columns)
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(isOpen)
    .orderBy(desc(invitations.id));
}

export async function revokeInvitation(id: number, by: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(invitations)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(invitations.id, id), isOpen))
      .returning({ id: invitations.id });
    if (!row) return false;
    await recordAudit(
      { userId: by, action: "user.invite_withdraw", subject: `invitation:${id}` },
      tx,
    );
    return true;
  });
}

/**
 * Turns an open invitation into a user, once: the conditional update lets one caller win. The user
 * gets the invited address and role, whatever account accepts.
 */
export async function acceptInvitation(
  id: number,
  user: { name: string; passwordHash?: string; locale?: string },
): Promise<{ ok: true; userId: number; email: string } | { ok: false; reason: "not_open" }> {
  return db.transaction(async (tx) => {
    const [invitation] = await tx
      .update(invitations)
      .set({ acceptedAt: sql`now()` })
      .where(and(eq(invitations.id, id), isOpen))
      .returning({ email: invitations.email, role: invitations.role });
    if (!invitation) return { ok: false, reason: "not_open" };
    const userId = await insertUser({ ...invitation, ...user }, tx);
    if (userId === undefined) return { ok: false, reason: "not_open" };
    await tx.update(invitations).set({ acceptedBy: userId }).where(eq(invitations.id, id));
    const entry = { subject: `user:${userId}`, details: { role: invitation.role } };
    await recordAudit({ userId, action: "user.create", ...entry }, tx);
    return { ok: true, userId, email: invitation.email };
  });
}

async function findOpen(condition: ReturnType<typeof eq>): Promise<OpenInvitation | undefined> {
  const [row] = await db
    .select(columns)
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(and(condition, isOpen))
    .orderBy(desc(invitations.id))
    .limit(1);
  return row;
}

async function insertUser(
  user: typeof users.$inferInsert,
  database: Database,
): Promise<number | undefined> {
  const [row] = await database
    .insert(users)
    .values(user)
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  return row?.id;
}
