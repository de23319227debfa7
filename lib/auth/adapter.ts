import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { db } from "@/db";
import { accounts, users, verificationTokens } from "@/db/schema/users";
import { userEmail } from "@/lib/users";

/**
 * What next-auth may do with our tables. It reads people and keeps magic links; it never makes a
 * user nor binds an account: callbacks.signIn does both, where the invitation is known.
 */
export const adapter = {
  // Only asked to bind a provider account to whoever is signed in, without checking that the
  // session still stands. Nobody is bound that way.
  async getUser() {
    return null;
  },
  async getUserByEmail(email) {
    return findAdapterUser(eq(users.email, userEmail(email)));
  },
  async getUserByAccount({ provider, providerAccountId }) {
    const [account] = await db
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(
        and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)),
      );
    return account ? findAdapterUser(eq(users.id, account.userId)) : null;
  },
  async updateUser({ id }) {
    const user = await findAdapterUser(eq(users.id, Number(id)));
    if (!user) throw new Error("This user may not sign in.");
    return user;
  },
  async createUser() {
    throw new Error("Nobody signs up: people are invited.");
  },
  async linkAccount() {
    throw new Error("An account is bound by an invitation or a verified address only.");
  },
  async createVerificationToken({ identifier, token, expires }) {
    // Links nobody used must not pile up; they are swept whenever a new one is made.
    await db.delete(verificationTokens).where(lt(verificationTokens.expiresAt, sql`now()`));
    await db.insert(verificationTokens).values({ identifier, token, expiresAt: expires });
    return { identifier, token, expires };
  },
  async useVerificationToken({ identifier, token }) {
    // One statement: of two clicks at once, one gets the row.
    const [row] = await db
      .delete(verificationTokens)
      .where(
        and(eq(verificationTokens.identifier, identifier), eq(verificationTokens.token, token)),
      )
      .returning();
    return row ? { identifier, token, expires: row.expiresAt } : null;
  },
} satisfies Adapter;

/** next-auth knows ids as strings. Who is disabled does not exist for it. */
async function findAdapterUser(condition: ReturnType<typeof eq>): Promise<AdapterUser | null> {
  const [user] = await db
    .select({ id: users.id, email: users.email, name: users.name })
    .from(users)
    .where(and(condition, isNull(users.disabledAt)));
  return user ? { ...user, id: String(user.id), emailVerified: null } : null;
}
