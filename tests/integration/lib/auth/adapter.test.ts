import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { accounts, users, verificationTokens } from "@/db/schema/users";
import { adapter } from "@/lib/auth/adapter";

let id: number;

beforeEach(async () => {
  await db.delete(verificationTokens);
  await db.delete(users);
  const [row] = await db
    .insert(users)
    .values({ email: "minji@shop.test", name: "민지", role: "viewer" })
    .returning({ id: users.id });
  id = row?.id ?? 0;
  await db.insert(accounts).values({ provider: "kakao", providerAccountId: "k-1", userId: id });
});

describe("next-auth", () => {
  test("finds people by address and by account, with ids as strings", async () => {
    const user = { id: String(id), email: "minji@shop.test", name: "민지" };
    expect(await adapter.getUserByEmail(" MINJI@shop.test")).toMatchObject(user);
    const account = { provider: "kakao", providerAccountId: "k-1" };
    expect(await adapter.getUserByAccount(account)).toMatchObject(user);
    const foreign = { provider: "naver", providerAccountId: "k-1" };
    expect(await adapter.getUserByAccount(foreign)).toBeNull();
  });

  test("does not see who is disabled", async () => {
    await db.update(users).set({ disabledAt: new Date() });
    expect(await adapter.getUserByEmail("minji@shop.test")).toBeNull();
    const account = { provider: "kakao", providerAccountId: "k-1" };
    expect(await adapter.getUserByAccount(account)).toBeNull();
    await expect(adapter.updateUser({ id: String(id) })).rejects.toThrow("may not sign in");
  });

  test("cannot make a user, nor bind an account, nor read one out of an old cookie", async () => {
    await expect(adapter.createUser()).rejects.toThrow("people are invited");
    await expect(adapter.linkAccount()).rejects.toThrow("bound by an invitation");
    expect(await adapter.getUser()).toBeNull();
    expect(await db.select().from(users)).toHaveLength(1);
    expect(await db.select().from(accounts)).toHaveLength(1);
  });
});

describe("a sign-in link", () => {
  const identifier = "minji@shop.test";
  const expires = new Date(Date.now() + 60_000);

  test("works once, of two clicks at the same time too", async () => {
    await adapter.createVerificationToken({ identifier, token: "hash-1", expires });
    const clicks = Array.from({ length: 5 }, () =>
      adapter.useVerificationToken({ identifier, token: "hash-1" }),
    );
    const used = (await Promise.all(clicks)).filter((row) => row !== null);
    expect(used).toEqual([{ identifier, token: "hash-1", expires }]);
  });

  test("belongs to its address", async () => {
    await adapter.createVerificationToken({ identifier, token: "hash-2", expires });
    const stolen = { identifier: "other@shop.test", token: "hash-2" };
    expect(await adapter.useVerificationToken(stolen)).toBeNull();
    expect(await adapter.useVerificationToken({ identifier, token: "hash-2" })).not.toBeNull();
  });

  test("that nobody used is swept when another is made", async () => {
    await adapter.createVerificationToken({ identifier, token: "old", expires });
    await db.update(verificationTokens).set({ expiresAt: sql`now() - interval '1 minute'` });
    await adapter.createVerificationToken({ identifier, token: "new", expires });
    const rows = await db
      .select({ token: verificationTokens.token })
      .from(verificationTokens)
      .where(eq(verificationTokens.identifier, identifier));
    expect(rows).toEqual([{ token: "new" }]);
  });
});
