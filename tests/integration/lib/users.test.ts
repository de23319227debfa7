import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { auditLog, users, type UserRole } from "@/db/schema/users";
import { changePassword, signOutEverywhere } from "@/lib/account";
import {
  changeUserRole,
  disableUser,
  enableUser,
  ensureFirstAdmin,
  findUser,
  findUserByPassword,
  listUsers,
} from "@/lib/users";

beforeEach(async () => {
  await db.delete(users);
});

let made = 0;

async function createUser(role: UserRole): Promise<number> {
  const email = `user-${++made}@shop.test`;
  const [user] = await db.insert(users).values({ email, role }).returning({ id: users.id });
  if (!user) throw new Error("no user");
  return user.id;
}

async function versionOf(id: number): Promise<number> {
  const user = await findUser(id);
  if (!user) throw new Error("no user");
  return user.sessionVersion;
}

describe("the first administrator", () => {
  const admin = { email: " Boss@Shop.Test ", password: "a long enough password" };

  test("is made once, with a password that opens the door and an address in lower case", async () => {
    expect(await ensureFirstAdmin(admin)).toEqual({ created: true });
    expect(await ensureFirstAdmin({ ...admin, email: "other@shop.test" })).toEqual({
      created: false,
    });
    const [only, ...others] = await listUsers();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ email: "boss@shop.test", role: "admin", hasPassword: true });
    expect(await findUserByPassword("BOSS@shop.test", admin.password)).toMatchObject({
      id: only?.id,
    });
  });

  test("is one even when ten processes start at once", async () => {
    const starts = Array.from({ length: 10 }, (_, n) =>
      ensureFirstAdmin({ ...admin, email: `boss-${n}@shop.test` }),
    );
    const answers = await Promise.all(starts);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(await listUsers()).toHaveLength(1);
  });
});

describe("a password", () => {
  test("opens nothing when it is wrong, the address unknown, or the user disabled", async () => {
    await ensureFirstAdmin({ email: "boss@shop.test", password: "a long enough password" });
    const second = await createUser("admin");
    expect(await findUserByPassword("boss@shop.test", "a wrong password")).toBeUndefined();
    expect(await findUserByPassword("nobody@shop.test", "a long enough password")).toBeUndefined();
    // Who has none cannot be let in by the decoy that is compared instead.
    const decoy = "an answer nobody gives";
    expect(await findUserByPassword(`user-${made}@shop.test`, decoy)).toBeUndefined();
    const boss = (await listUsers()).find(({ email }) => email === "boss@shop.test");
    await disableUser(boss?.id ?? 0, second);
    expect(await findUserByPassword("boss@shop.test", "a long enough password")).toBeUndefined();
  });

  test("is the same however the keyboard composed its letters", async () => {
    await ensureFirstAdmin({
      email: "boss@shop.test",
      password: "비밀번호비밀번호".normalize("NFD"),
    });
    const typed = "비밀번호비밀번호".normalize("NFC");
    expect(await findUserByPassword("boss@shop.test", typed)).toBeDefined();
  });

  test("is changed only by who knows it, and the change ends every session", async () => {
    await ensureFirstAdmin({ email: "boss@shop.test", password: "a long enough password" });
    const { id } = (await findUserByPassword("boss@shop.test", "a long enough password")) ?? {
      id: 0,
    };
    const before = await versionOf(id);
    const wrong = await changePassword(id, { current: "guess", next: "a new password 1" });
    expect(wrong).toEqual({ ok: false, reason: "wrong_password" });
    expect(await versionOf(id)).toBe(before);
    const right = { current: "a long enough password", next: "a new password 1" };
    expect(await changePassword(id, right)).toEqual({ ok: true });
    expect(await versionOf(id)).toBe(before + 1);
    expect(await findUserByPassword("boss@shop.test", "a long enough password")).toBeUndefined();
    expect(await findUserByPassword("boss@shop.test", "a new password 1")).toBeDefined();
  });
});

describe("every session of a user ends", () => {
  test.each([
    ["a change of role", async (id: number) => changeUserRole(id, { role: "viewer", by: id })],
    ["being disabled", async (id: number) => disableUser(id, id)],
    ["signing out everywhere", signOutEverywhere],
  ])("by %s", async (_, end) => {
    await createUser("admin");
    const id = await createUser("marketer");
    const before = await versionOf(id);
    await end(id);
    expect(await versionOf(id)).toBe(before + 1);
  });

  test("but not by a role that stays the same", async () => {
    const id = await createUser("marketer");
    const before = await versionOf(id);
    expect(await changeUserRole(id, { role: "marketer", by: id })).toEqual({ ok: true });
    expect(await versionOf(id)).toBe(before);
  });
});

describe("the last administrator", () => {
  test("keeps the role and stays enabled", async () => {
    const id = await createUser("admin");
    await createUser("marketer");
    const refusal = { ok: false, reason: "last_admin" };
    expect(await changeUserRole(id, { role: "viewer", by: id })).toEqual(refusal);
    expect(await disableUser(id, id)).toEqual(refusal);
    expect(await findUser(id)).toMatchObject({ role: "admin", disabledAt: null });
  });

  test("is not counted among the disabled ones", async () => {
    const [first, second] = [await createUser("admin"), await createUser("admin")];
    expect(await disableUser(first, second)).toEqual({ ok: true });
    expect(await disableUser(second, first)).toEqual({ ok: false, reason: "last_admin" });
    expect(await enableUser(first, second)).toEqual({ ok: true });
    expect(await disableUser(second, first)).toEqual({ ok: true });
  });

  test("is left over when two administrators demote each other at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      await db.delete(users);
      const [one, two] = [await createUser("admin"), await createUser("admin")];
      const answers = await Promise.all([
        changeUserRole(one, { role: "viewer", by: two }),
        disableUser(two, one),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });
});

test("each change says in the log who made it", async () => {
  const [boss, other] = [await createUser("admin"), await createUser("viewer")];
  await changeUserRole(other, { role: "marketer", by: boss });
  const entries = await db.select().from(auditLog).where(eq(auditLog.userId, boss));
  expect(entries).toMatchObject([
    { action: "user.role", subject: `user:${other}`, details: { role: "marketer" } },
  ]);
});
