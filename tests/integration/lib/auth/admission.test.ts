import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { invitations, rateLimits, users } from "@/db/schema/users";
import { admitLink, admitLinkRequest, admitPassword } from "@/lib/auth/admission";
import { refreshToken } from "@/lib/auth/session-token";
import { createInvitation } from "@/lib/invitations";
import { rates } from "@/lib/rate-limit";
import {
  changeUserRole,
  disableUser,
  ensureFirstAdmin,
  findUserByEmail,
  findUserByPassword,
} from "@/lib/users";

const boss = { email: "boss@shop.test", password: "a long enough password" };
const visit = { ip: "203.0.113.9" };
const afterAsking = "http://localhost:3000/api/auth/verify-request?provider=email&type=email";
let bossId: number;

beforeEach(async () => {
  await db.delete(rateLimits);
  await db.delete(invitations);
  await db.delete(users);
  await ensureFirstAdmin(boss);
  bossId = (await findUserByEmail(boss.email))?.id ?? 0;
});

describe("a password", () => {
  test("lets its user in, as often as he likes", async () => {
    for (let n = 0; n < rates.signInAddress.limit + 2; n += 1) {
      expect(await admitPassword(boss, visit)).toMatchObject({ ok: true, user: { id: bossId } });
    }
  });

  test("cannot be guessed: after ten wrong ones the right one is refused too", async () => {
    const wrong = { ...boss, password: "a guess" };
    for (let n = 0; n < rates.signInAddress.limit; n += 1) {
      // From a new address each time: the account itself is guarded.
      expect(await admitPassword(wrong, { ip: `198.51.100.${n}` })).toMatchObject({
        reason: "wrong",
      });
    }
    const refused = await admitPassword(boss, { ip: "192.0.2.1" });
    expect(refused).toMatchObject({ ok: false, reason: "rate_limited" });
    expect(refused).toHaveProperty("retryAfterSeconds", expect.any(Number));
  });

  test("cannot be tried on all accounts from one IP", async () => {
    const tries = Array.from({ length: rates.signInIp.limit }, (_, n) =>
      admitPassword({ email: `person-${n}@shop.test`, password: "123456" }, visit),
    );
    await Promise.all(tries);
    expect(await admitPassword(boss, visit)).toMatchObject({ reason: "rate_limited" });
    expect(await admitPassword(boss, { ip: "192.0.2.1" })).toMatchObject({ ok: true });
  });
});

describe("asking for a link", () => {
  test("answers strangers as it answers members, but mails only members and invited people", async () => {
    await createInvitation({ email: "minji@shop.test", role: "viewer", invitedBy: bossId });
    expect(await admitLinkRequest("BOSS@shop.test", visit)).toBe(true);
    expect(await admitLinkRequest("minji@shop.test", visit)).toBe(true);
    expect(await admitLinkRequest("stranger@shop.test", visit)).toBe(afterAsking);
    await db.update(users).set({ disabledAt: new Date() });
    expect(await admitLinkRequest(boss.email, visit)).toBe(afterAsking);
  });

  test("is limited for each address, so that nobody's mailbox is filled", async () => {
    for (let n = 0; n < rates.linkAddress.limit; n += 1) {
      expect(await admitLinkRequest(boss.email, { ip: `198.51.100.${n}` })).toBe(true);
    }
    const refused = await admitLinkRequest(boss.email, { ip: "192.0.2.1" });
    expect(refused).toMatch(/^http:\/\/localhost:3000\/sign-in\?error=rate_limited:\d+$/);
  });
});

describe("a used link", () => {
  test("lets a user in, makes an invited person one, and nobody else", async () => {
    await createInvitation({ email: "minji@shop.test", role: "marketer", invitedBy: bossId });
    expect(await admitLink(boss.email)).toBe(true);
    expect(await admitLink("minji@shop.test")).toBe(true);
    expect(await findUserByEmail("minji@shop.test")).toMatchObject({ role: "marketer" });
    expect(await admitLink("stranger@shop.test")).toBe(false);
    expect(await findUserByEmail("stranger@shop.test")).toBeUndefined();
  });

  test("does not let a disabled user in", async () => {
    await db.update(users).set({ disabledAt: new Date() });
    expect(await admitLink(boss.email)).toBe(false);
  });
});

describe("a session", () => {
  test("carries what the user's row says now", async () => {
    const token = await refreshToken({}, String(bossId));
    expect(token).toMatchObject({ sub: String(bossId), email: boss.email, role: "admin" });
    await db.update(users).set({ name: "김대표" });
    expect(await refreshToken(token)).toMatchObject({ name: "김대표" });
  });

  test("ends with a change of role, and with being disabled", async () => {
    await db.insert(users).values({ email: "second@shop.test", role: "admin" });
    const first = await refreshToken({}, String(bossId));
    await changeUserRole(bossId, { role: "viewer", by: bossId });
    await expect(refreshToken(first)).rejects.toThrow("session revoked");
    const second = await refreshToken({}, String(bossId));
    await disableUser(bossId, bossId);
    await expect(refreshToken(second)).rejects.toThrow("session revoked");
    await expect(refreshToken({}, String(bossId))).rejects.toThrow("session revoked");
  });

  test("of a deleted user, or with a version of its own making, is none", async () => {
    const token = await refreshToken({}, String(bossId));
    await expect(refreshToken({ ...token, version: 99 })).rejects.toThrow("session revoked");
    await expect(refreshToken({ sub: String(bossId) })).rejects.toThrow("session revoked");
    await expect(refreshToken({})).rejects.toThrow("session revoked");
    await db.delete(users);
    await expect(refreshToken(token)).rejects.toThrow("session revoked");
  });
});

test("a wrong password costs as much time as an unknown address", async () => {
  async function medianMs(email: string): Promise<number> {
    const times: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const start = performance.now();
      await findUserByPassword(email, "a guess");
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[3] ?? 0;
  }
  await medianMs("warm@up.test");
  const [known, unknown] = [await medianMs(boss.email), await medianMs("nobody@shop.test")];
  // argon2 takes tens of milliseconds; skipping it would make this 20 times less.
  expect(unknown).toBeGreaterThan(known / 3);
});
