import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db";
import { accounts, users } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import {
  acceptInvitation,
  findInvitation,
  findInvitationByEmail,
  type OpenInvitation,
} from "@/lib/invitations";
import { findUserByEmail } from "@/lib/users";

/** Who stands at the door with a Google, Kakao or Naver account. */
export type ProviderVisitor = {
  provider: string;
  providerAccountId: string;
  name: string;
  /** Only an address that the provider has verified. */
  verifiedEmail?: string | undefined;
  /** Of an invitation page visited just before. */
  invitationToken?: string | undefined;
};

/**
 * Finds or binds the user of a provider account: one bound earlier, else the invitation in hand,
 * else a user or an invitation of the verified address. Anybody else stays outside.
 */
export async function admitProviderAccount(visitor: ProviderVisitor): Promise<number | undefined> {
  const bound = await findBound(visitor);
  if (bound) return bound.disabledAt ? undefined : bound.userId;

  const invitation = visitor.invitationToken && (await findInvitation(visitor.invitationToken));
  if (invitation) return acceptWith(invitation, visitor);

  if (visitor.verifiedEmail === undefined) return undefined;
  const user = await findUserByEmail(visitor.verifiedEmail);
  if (user) return user.disabledAt ? undefined : bind(user.id, visitor);
  const byAddress = await findInvitationByEmail(visitor.verifiedEmail);
  return byAddress && acceptWith(byAddress, visitor);
}

async function findBound(
  visitor: ProviderVisitor,
): Promise<{ userId: number; disabledAt: Date | null } | undefined> {
  const [row] = await db
    .select({ userId: users.id, disabledAt: users.disabledAt })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(
      and(
        eq(accounts.provider, visitor.provider),
        eq(accounts.providerAccountId, visitor.providerAccountId),
      ),
    );
  return row;
}

async function acceptWith(
  invitation: OpenInvitation,
  visitor: ProviderVisitor,
): Promise<number | undefined> {
  const accepted = await acceptInvitation(invitation.id, { name: visitor.name });
  return accepted.ok ? bind(accepted.userId, visitor) : undefined;
}

async function bind(userId: number, visitor: ProviderVisitor): Promise<number | undefined> {
  return db.transaction(async (tx) => {
    const [user] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.disabledAt)))
      .for("update");
    if (!user) return undefined;
    const { provider, providerAccountId } = visitor;
    const [row] = await tx
      .insert(accounts)
      .values({ provider, providerAccountId, userId })
      .onConflictDoNothing()
      .returning({ userId: accounts.userId });
    // Somebody bound this account a moment ago: the next sign-in finds out to whom.
    if (!row) return undefined;
    const entry = { subject: `user:${userId}`, details: { provider } };
    await recordAudit({ userId, action: "user.bind_account", ...entry }, tx);
    return userId;
  });
}
