import type { Page } from "@playwright/test";
import { addSubscribers } from "./support/campaign-steps";
import { withDatabase } from "./support/database";
import { expect, test } from "./support/test";

test.beforeEach(async ({ signIn }) => signIn());

/** Chooses everybody whom a search finds, and opens what can be done with them. */
async function choose(page: Page, search: string, deed: string) {
  await page.goto(`/audience/contacts?q=${search}`);
  await page.getByRole("columnheader").getByRole("checkbox").press("Space");
  await page.getByRole("button", { name: "선택한 연락처로" }).click();
  await page.getByRole("menuitem", { name: deed }).click();
  return page.getByRole("dialog");
}

test("the chosen are saved as a segment; taken back, it is gone, and the news hides no button", async ({
  page,
  system,
  expectAccessible,
}) => {
  await addSubscribers(system, "chosen-", 2);
  const dialog = await choose(page, "chosen-", "새 세그먼트로 저장");
  await dialog.getByRole("textbox", { name: "세그먼트 이름" }).fill("고른 사람");
  await expectAccessible();
  await dialog.getByRole("button", { name: "2명 저장" }).click();
  await expect(page.getByText("2명을 세그먼트에 넣었어요.")).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "2명 되돌리기" }).click();
  const news = page.getByRole("listitem").filter({ hasText: "되돌렸어요." });
  await expect(news).toBeVisible();
  const bar = page.getByRole("region", { name: "2명 선택함" });
  const edges = async () => {
    const [above, below] = await Promise.all([news.boundingBox(), bar.boundingBox()]);
    return above && below ? below.y - (above.y + above.height) : undefined;
  };
  await expect.poll(edges).toBeGreaterThanOrEqual(0);
  await page.goto("/audience/segments");
  await expect(page.getByRole("row").filter({ hasText: "고른 사람" })).toBeHidden();
});

test("a choice is taken away from many, and comes back", async ({ page, system }) => {
  await addSubscribers(system, "tiered-", 2);
  await withDatabase(system, async (query) => {
    await query(`insert into properties (key, label, type, choices)
      values ('tier', '회원 등급', 'choice', '[{"key": "gold", "label": "골드"}]')`);
    await query(`update contacts set properties = '{"tier": "gold"}' where email like 'tiered-%'`);
  });
  const holders = () =>
    withDatabase(system, async (query) => {
      const [row] = await query<{ n: number }>(
        "select count(*)::int as n from contacts where properties ->> 'tier' = 'gold'",
      );
      return row?.n;
    });
  const dialog = await choose(page, "tiered-", "속성 바꾸기");
  await dialog.getByRole("button", { name: /속성/ }).click();
  await page.getByRole("option", { name: "회원 등급" }).click();
  await dialog.getByRole("button", { name: /값/ }).click();
  await page.getByRole("option", { name: "값 없음" }).click();
  await dialog.getByRole("button", { name: "2명 바꾸기" }).click();
  await expect(page.getByText("2명의 속성을 바꿨어요.")).toBeVisible();
  expect(await holders()).toBe(0);
  await page.getByRole("button", { name: "2명 되돌리기" }).click();
  await expect(page.getByText("되돌렸어요.")).toBeVisible();
  expect(await holders()).toBe(2);
});
