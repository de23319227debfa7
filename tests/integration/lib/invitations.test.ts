import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { accounts, invitations, users } from "@/db/schema/users";
import { admitProviderAccount } from "@/lib/auth/provider-account";
import {
  acceptInvitation,
  createInvitation,
  findInvitation,
  findInvitationByEmail,
  listInvitations,
  revokeInvitation,
} from "@/lib/invitations";
import { findUserByEmail } from "@/lib/users";

let inviter: number;

beforeEach(async () => {
  await db.delete(invitations);
  await db.delete(users);
  const boss = { email: "boss@shop.test", name: "김대표", role: "admin" as const };
  const [row] = await db.insert(users).values(boss).returning({ id: users.id });
  inviter = row?.id ?? 0;
});

async function invite(email = "minji@shop.test", role: "marketer" | "viewer" = "marketer") {
  const created = await createInvitation({ email, role, invitedBy: inviter });
  if (!created.ok) throw new Error(created.reason);
  return created;
}

describe("an invitation", () => {
  test("is found by its token, says who invited, and keeps only a hash", async () => {
    const { token } = await invite("Minji@Shop.Test");
    expect(await findInvitation(token)).toMatchObject({
      email: "minji@shop.test",
      role: "marketer",
      inviterName: "김대표",
    });
    const { rows } = await db.execute(
      sql`select 1 from invitations where token_hash = ${token} or token_hash like ${`%${token}%`}`,
    );
    expect(rows).toEqual([]);
    expect(await findInvitation(`${token}x`)).toBeUndefined();
  });

  test("lasts seven days and not longer", async () => {
    const { token, id } = await invite();
    const { expiresAt } = (await findInvitation(token)) ?? {};
    const days = ((expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7.01);
    await db.update(invitations).set({ expiresAt: sql`now() - interval '1 second'` });
    expect(await findInvitation(token)).toBeUndefined();
    expect(await acceptInvitation(id, { name: "민지" })).toEqual({ ok: false, reason: "not_open" });
    expect(await findUserByEmail("minji@shop.test")).toBeUndefined();
  });

  test("makes one user, however often it is accepted at once", async () => {
    const { id, token } = await invite();
    const tries = Array.from({ length: 8 }, () => acceptInvitation(id, { name: "민지" }));
    const answers = await Promise.all(tries);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await findUserByEmail("minji@shop.test")).toMatchObject({ role: "marketer" });
    expect(await findInvitation(token)).toBeUndefined();
  });

  test("ends when it is withdrawn, and when the same address is invited again", async () => {
    const first = await invite();
    const second = await invite();
    expect(await findInvitation(first.token)).toBeUndefined();
    expect(await listInvitations()).toHaveLength(1);
    expect(await revokeInvitation(second.id, inviter)).toBe(true);
    expect(await revokeInvitation(second.id, inviter)).toBe(false);
    expect(await findInvitationByEmail("minji@shop.test")).toBeUndefined();
  });

  test("is not made for who is a member already", async () => {
    const again = await createInvitation({
      email: "BOSS@shop.test",
      role: "viewer",
      invitedBy: inviter,
    });
    expect(again).toEqual({ ok: false, reason: "already_member" });
  });
});

describe("an outside account", () => {
  const naver = { provider: "naver", providerAccountId: "n-1", name: "민지" };

  async function boundTo(id: string): Promise<number | undefined> {
    const [row] = await db.select().from(accounts).where(eq(accounts.providerAccountId, id));
    return row?.userId;
  }

  test("of a stranger stays outside", async () => {
    expect(await admitProviderAccount(naver)).toBeUndefined();
    const stranger = { ...naver, verifiedEmail: "stranger@shop.test" };
    expect(await admitProviderAccount(stranger)).toBeUndefined();
    expect(await boundTo("n-1")).toBeUndefined();
  });

  test("that holds the invitation becomes the invited user, whatever its own address", async () => {
    const { token } = await invite();
    const userId = await admitProviderAccount({
      ...naver,
      verifiedEmail: "private@naver.com",
      invitationToken: token,
    });
    expect(await findUserByEmail("minji@shop.test")).toMatchObject({ id: userId, name: "민지" });
    expect(await boundTo("n-1")).toBe(userId);
    // The next time it comes without an invitation, and is known.
    expect(await admitProviderAccount(naver)).toBe(userId);
  });

  test("cannot use an invitation twice", async () => {
    const { token } = await invite();
    await admitProviderAccount({ ...naver, invitationToken: token });
    const other = { ...naver, providerAccountId: "n-2", invitationToken: token };
    expect(await admitProviderAccount(other)).toBeUndefined();
  });

  test("is bound to the user of an address that its provider has verified", async () => {
    const google = { provider: "google", providerAccountId: "g-1", name: "대표" };
    const admitted = await admitProviderAccount({ ...google, verifiedEmail: "Boss@shop.test" });
    expect(admitted).toBe(inviter);
    expect(await boundTo("g-1")).toBe(inviter);
  });

  test("with a verified address that is invited accepts that invitation", async () => {
    await invite("minji@shop.test", "viewer");
    const google = { provider: "google", providerAccountId: "g-2", name: "민지" };
    const userId = await admitProviderAccount({ ...google, verifiedEmail: "minji@shop.test" });
    expect(await findUserByEmail("minji@shop.test")).toMatchObject({ id: userId, role: "viewer" });
  });

  test("of a disabled user stays outside, bound or not", async () => {
    const google = { provider: "google", providerAccountId: "g-3", name: "대표" };
    const visitor = { ...google, verifiedEmail: "boss@shop.test" };
    await admitProviderAccount(visitor);
    await db.update(users).set({ disabledAt: new Date() });
    expect(await admitProviderAccount(visitor)).toBeUndefined();
    const unbound = { ...visitor, providerAccountId: "g-4" };
    expect(await admitProviderAccount(unbound)).toBeUndefined();
  });
});
