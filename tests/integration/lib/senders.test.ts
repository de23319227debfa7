import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { identities, senders } from "@/db/schema/organization";
import {
  archiveSender,
  createSender,
  listSenders,
  makeDefaultSender,
  updateSender,
} from "@/lib/senders";

beforeEach(async () => {
  await db.delete(senders);
  await db.delete(identities);
});

async function add(email: string): Promise<number> {
  const created = await createSender({ name: "고운가게", email, replyTo: null }, 1);
  if (!created.ok) throw new Error(created.reason);
  return created.id;
}

async function defaults(): Promise<string[]> {
  const all = await db.select().from(senders);
  return all.filter(({ isDefault }) => isDefault).map(({ email }) => email);
}

describe("of the senders", () => {
  test("the first is the default, and exactly one is at any time", async () => {
    await add("a@shop.test");
    const b = await add("b@shop.test");
    const c = await add("c@shop.test");
    expect(await defaults()).toEqual(["a@shop.test"]);
    await Promise.all([makeDefaultSender(b, 1), makeDefaultSender(c, 1)]);
    expect(await defaults()).toHaveLength(1);
  });

  test("the default's heir is another one, and the last stays", async () => {
    const a = await add("a@shop.test");
    const b = await add("b@shop.test");
    expect(await archiveSender(a, 1)).toMatchObject({ ok: true });
    expect(await defaults()).toEqual(["b@shop.test"]);
    expect(await archiveSender(b, 1)).toEqual({ ok: false, reason: "last_sender" });
    expect(await archiveSender(a, 1)).toEqual({ ok: false, reason: "not_found" });
    expect(await makeDefaultSender(a, 1)).toEqual({ ok: false, reason: "not_found" });
    expect((await listSenders()).map(({ id }) => id)).toEqual([b]);
  });

  test("none sends in the name of a mailbox provider, new or changed", async () => {
    const gmail = { name: "가게", email: "shop@gmail.com", replyTo: null };
    const refusal = { ok: false, reason: "mailbox_provider" };
    expect(await createSender(gmail, 1)).toEqual(refusal);
    expect(await updateSender(await add("a@shop.test"), gmail, 1)).toEqual(refusal);
  });

  test("the same name and address is there once", async () => {
    const same = { name: "고운가게", email: "a@shop.test", replyTo: null };
    const answers = await Promise.all([createSender(same, 1), createSender(same, 1)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("a sender's identity", () => {
  async function stateOf(email: string) {
    await db.delete(senders);
    await add(email);
    const [sender] = await listSenders();
    return [sender?.identityState, sender?.identityName];
  }

  test("is its address, its domain or a domain above, if SES has verified one", async () => {
    await db.insert(identities).values([
      { name: "shop.test", type: "domain", verified: true },
      { name: "mail.shop.test", type: "domain", verified: false },
      { name: "one@other.test", type: "address", verified: true },
      { name: "pending.test", type: "domain", verified: false },
    ]);
    expect(await stateOf("news@shop.test")).toEqual(["verified", "shop.test"]);
    expect(await stateOf("news@mail.shop.test")).toEqual(["verified", "shop.test"]);
    expect(await stateOf("one@other.test")).toEqual(["verified", "one@other.test"]);
    expect(await stateOf("two@other.test")).toEqual(["unknown", null]);
    expect(await stateOf("a@pending.test")).toEqual(["unverified", "pending.test"]);
    expect(await stateOf("a@notshop.test")).toEqual(["unknown", null]);
  });
});
