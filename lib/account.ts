import { eq, sql } from "drizzle-orm";
import { db } from "@/db";
import { users } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

/** What people change about themselves. */
export async function updateProfile(
  id: number,
  profile: { name?: string; locale?: string },
): Promise<void> {
  await db.update(users).set(profile).where(eq(users.id, id));
}

/**
 * Sets a new password and ends every session. Who has a password must give it; who signs in by link
 * or provider sets a first one.
 */
export async function changePassword(
  id: number,
  passwords: { current: string; next: string },
): Promise<{ ok: true } | { ok: false; reason: "wrong_password" }> {
  const [user] = await db
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, id));
  if (user?.passwordHash && !(await verifyPassword(user.passwordHash, passwords.current))) {
    return { ok: false, reason: "wrong_password" };
  }
  const passwordHash = await hashPassword(passwords.next);
  await db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, id));
    await recordAudit({ userId: id, action: "user.password", subject: `user:${id}` }, tx);
  });
  return { ok: true };
}

/** Ends every session of this user, the present one too. */
export async function signOutEverywhere(id: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, id));
    await recordAudit(
      { userId: id, action: "user.sign_out_everywhere", subject: `user:${id}` },
      tx,
    );
  });
}
