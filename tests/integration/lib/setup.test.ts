import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { topics } from "@/db/schema/audience";
import { organization, senders } from "@/db/schema/organization";
import { getOrganization } from "@/lib/organization";
import { listSenders } from "@/lib/senders";
import { finishSetup } from "@/lib/setup";

const answers = {
  name: "고운가게",
  timeZone: "Asia/Seoul",
  locale: "ko",
  postalAddress: "서울시 중구 세종대로 110",
  phone: "02-120-0000",
  sender: { name: "고운가게", email: "news@shop.test", replyTo: null },
  topicName: "소식",
};

beforeEach(async () => {
  await db.update(organization).set({ setupFinishedAt: null, name: "" });
  await db.delete(senders);
  await db.delete(topics);
});

test("the first run leaves all that a first campaign needs", async () => {
  expect(await finishSetup(answers, 1)).toEqual({ ok: true });
  const { name, country, setupFinishedAt } = await getOrganization();
  expect({ name, country }).toEqual({ name: "고운가게", country: "KR" });
  expect(setupFinishedAt).not.toBeNull();
  expect(await listSenders()).toMatchObject([{ email: "news@shop.test", isDefault: true }]);
  expect(await db.select({ name: topics.name }).from(topics)).toEqual([{ name: "소식" }]);
});

test("it is answered once, even when two people press at the same time", async () => {
  const both = await Promise.all([
    finishSetup(answers, 1),
    finishSetup({ ...answers, name: "다른가게" }, 2),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await listSenders()).toHaveLength(1);
  expect(await db.select().from(topics)).toHaveLength(1);
});

test("an address at a mailbox provider is refused and leaves nothing behind", async () => {
  const sender = { ...answers.sender, email: "shop@naver.com" };
  expect(await finishSetup({ ...answers, sender }, 1)).toEqual({
    ok: false,
    reason: "mailbox_provider",
  });
  expect((await getOrganization()).setupFinishedAt).toBeNull();
  expect(await listSenders()).toEqual([]);
});
