import { beforeAll, expect, test } from "vitest";
import { search } from "@/lib/search";
import { createContact, createDraft } from "@/tests/support/campaign-factory";

beforeAll(async () => {
  await createContact({ email: "haneul@shop.example", name: "김하늘" });
  await createContact({ email: "percent@shop.example", name: "100% 면" });
  await createDraft({ name: "하늘색 봄 신상품", subject: "봄이 왔어요" });
  await createDraft({ name: "", subject: "Summer_sale starts", status: "sending" });
  await createDraft({ name: "하늘 테스트 발송", kind: "test" });
});

const marketer = { role: "marketer" } as const;

test("finds campaigns and contacts by part of their name, each with its address", async () => {
  const found = await search("하늘", marketer);
  expect(found).toMatchObject([
    { kind: "campaign", title: "하늘색 봄 신상품", detail: "봄이 왔어요" },
    { kind: "contact", title: "김하늘", detail: "haneul@shop.example" },
  ]);
  expect(found[0]?.href).toMatch(/^\/campaigns\/\d+$/);
  expect(found[1]?.href).toMatch(/^\/audience\/contacts\/\d+$/);
});

test("finds Korean that was typed as separate jamo (NFD)", async () => {
  const found = await search("하늘".normalize("NFD"), marketer);
  expect(found.map(({ title }) => title)).toContain("김하늘");
});

test("a campaign under way opens its report, and shows its subject when it has no name", async () => {
  const [found] = await search("summer_", marketer);
  expect(found).toMatchObject({ title: "Summer_sale starts", detail: "" });
  expect(found?.href).toMatch(/\/report$/);
});

test("signs of a pattern are only signs", async () => {
  expect((await search("100%", marketer)).map(({ title }) => title)).toEqual(["100% 면"]);
  expect(await search("s_mmer", marketer)).toEqual([]);
  expect(await search("%%", marketer)).toEqual([]);
});

test("a viewer sees masked addresses and cannot find anybody by address", async () => {
  const viewer = { role: "viewer" } as const;
  const byName = await search("김하늘", viewer);
  expect(byName).toMatchObject([{ kind: "contact", detail: "h***@shop.example" }]);
  expect(await search("haneul@", viewer)).toEqual([]);
  expect(await search("haneul@", marketer)).toHaveLength(1);
});

test("one letter is not enough to ask the database", async () => {
  expect(await search(" 하 ", marketer)).toEqual([]);
});
