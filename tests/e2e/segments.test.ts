import type { Locator, Page } from "@playwright/test";
import {
  addSegment,
  addSubscribers,
  createLetter,
  fillOrganization,
} from "./support/campaign-steps";
import { expect, test } from "./support/test";

test.beforeEach(async ({ signIn }) => signIn());

/** With the mouse: opens a choice inside and picks from it. */
async function pick(page: Page, where: Locator, field: RegExp, option: string): Promise<void> {
  await where.getByRole("button", { name: field }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** With the keyboard: the choice that has the focus is opened, walked through and answered. */
async function pickByKeyboard(page: Page, option: string): Promise<void> {
  await page.keyboard.press("Enter");
  const wanted = page.getByRole("option", { name: option, exact: true });
  await expect(wanted).toBeVisible();
  await page.keyboard.press("Home");
  const place = await wanted.evaluate((element) =>
    [...(element.parentElement?.querySelectorAll("[role=option]") ?? [])].indexOf(element),
  );
  for (let step = 0; step < place; step += 1) await page.keyboard.press("ArrowDown");
  await expect(wanted).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(wanted).toBeHidden();
}

const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

/** The last number of the address of the page that the row leads to. */
async function idOf(page: Page, name: string): Promise<number> {
  const href = await rowOf(page, name).getByRole("link").first().getAttribute("href");
  return Number(href?.split("/").at(-1));
}

/** Keeps the people of the list that is shown, as a segment. */
async function keepAs(page: Page, name: string, count: number): Promise<void> {
  await page.getByRole("button", { name: "세그먼트로 저장" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /이름/ }).fill(name);
  await dialog.getByRole("button", { name: `${count}명 저장` }).click();
  await expect(page.getByText(`${count}명을 ‘${name}’ 세그먼트로 저장했어요.`)).toBeVisible();
}

test("a rule with a group is built by mouse and keyboard, counted, said, saved and used", async ({
  page,
  context,
  system,
  expectAccessible,
}) => {
  await addSubscribers(system, "rule-a-", 6);
  await addSubscribers(system, "rule-b-", 4);
  await page.goto("/audience/segments/new");
  await page.getByRole("textbox", { name: /이름/ }).fill("규칙 검사");
  const first = page.getByRole("group", { name: "조건 1" });
  await pick(page, first, /무엇을/, "이메일");
  await pick(page, first, /어떻게/, "로 시작");
  await first.getByRole("textbox").fill("rule-");
  const preview = page.locator("[aria-live][aria-busy]").filter({ hasText: "연락처" });
  await expect(preview).toContainText("10명");

  // From here on without the mouse: a group that nobody in the segment may fit.
  await page.getByRole("button", { name: "묶음 추가" }).focus();
  await page.keyboard.press("Enter");
  await pickByKeyboard(page, "하나도 맞지 않는 사람");
  const press = async (key: string, times = 1) => {
    for (let n = 0; n < times; n += 1) await page.keyboard.press(key);
  };
  await press("Tab", 2); // past the button that removes the group
  await pickByKeyboard(page, "이메일");
  await press("Tab");
  await pickByKeyboard(page, "로 시작");
  await press("Tab");
  await page.keyboard.type("rule-b-");
  await press("Tab", 2); // past the button that removes the condition
  await page.keyboard.press("Enter");
  await pickByKeyboard(page, "이메일");
  await press("Tab", 2); // "is" is what it begins with
  await page.keyboard.type("rule-a-1@reader.test");

  await expect(preview).toContainText("5명");
  await expect(preview.getByRole("listitem")).toHaveCount(5);
  await expect(preview).toContainText("rule-a-2@reader.test");
  await expect(preview).not.toContainText("rule-b-");
  const korean =
    /이메일이 ‘rule-’.* 시작하고 \(이메일이 ‘rule-b-’.* 시작하거나 이메일이 ‘rule-a-1@reader.test’인 사람\)이 아닌 사람/;
  await expect(page.getByText(korean)).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "세그먼트 만들기" }).click();
  await page.waitForURL(/\/audience\/segments$/);
  await expect(rowOf(page, "규칙 검사")).toContainText(korean);
  await expect(rowOf(page, "규칙 검사").getByRole("cell").nth(1)).toHaveText("5");
  await expectAccessible();
  const id = await idOf(page, "규칙 검사");

  await context.addCookies([{ name: "locale", value: "en", url: system.url }]);
  await page.goto("/audience/segments");
  await expect(rowOf(page, "규칙 검사")).toContainText(
    "People whose email starts with “rule-” and not (whose email starts with “rule-b-” or whose email is “rule-a-1@reader.test”)",
  );
  await context.addCookies([{ name: "locale", value: "ko", url: system.url }]);

  await page.goto(`/audience/segments/${id}`);
  await expect(page.getByText("아직 이 세그먼트를 쓰는 캠페인이 없어요.")).toBeVisible();
  await expect(page.getByText(korean)).toBeVisible();
  const campaign = new URL(await createLetter(page, id)).pathname;
  await page.goto(`/audience/segments/${id}`);
  const uses = page.locator("section, div").filter({ hasText: /^쓰는 캠페인/ });
  await expect(uses.locator(`a[href^="${campaign}"]`).first()).toBeVisible();
});

test("a half-written rule is not saved, and says what is missing", async ({ page }) => {
  await page.goto("/audience/segments/new");
  await page.getByRole("textbox", { name: /이름/ }).fill("덜 쓴 조건");
  const first = page.getByRole("group", { name: "조건 1" });
  await pick(page, first, /무엇을/, "이메일");
  await expect(page.getByText("조건을 다 채우면 바로 세어 보여 드려요.")).toBeVisible();
  await page.getByRole("button", { name: "세그먼트 만들기" }).click();
  await expect(page.getByText("값을 넣어 주세요.")).toBeVisible();
  await expect(page).toHaveURL(/\/segments\/new$/);
});

test("a ready-made segment is made with one press and opens", async ({
  page,
  system,
  expectAccessible,
}) => {
  await addSubscribers(system, "ready-", 2);
  await page.goto("/audience/segments");
  await page.getByRole("button", { name: "‘한 번도 보내지 않음’ 만들기" }).click();
  await page.waitForURL(/\/audience\/segments\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "한 번도 보내지 않음" })).toBeVisible();
  await expect(page.getByText("메일을 받은 적이 없는 사람")).toBeVisible();
  await expect(page.getByText("ready-2@reader.test")).toBeVisible();
  await expectAccessible();
});

test("everybody of an imported file is kept as a segment, and can be taken out of it", async ({
  page,
}) => {
  await page.goto("/audience/imports");
  const people = [1, 2, 3].map((n) => `kept-${n}@reader.test,단골 ${n}`);
  await page.locator("input[type=file]").setInputFiles({
    name: "단골.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["email,name", ...people].join("\n")),
  });
  await page.getByRole("button", { name: "올리고 확인하기" }).click();
  await page.getByRole("button", { name: /넣을 토픽/ }).click();
  await page.getByRole("option", { name: /넣지 않음/ }).click();
  const start = page.getByRole("button", { name: "3명 가져오기" });
  const keep = page.getByRole("button", { name: "세그먼트로 저장" });
  // The form asks to look again when the numbers changed with the last answer.
  await expect(async () => {
    if (await start.isVisible()) await start.click();
    await expect(keep).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await keepAs(page, "가게 단골", 3);

  await page.goto("/audience/segments");
  const row = rowOf(page, "가게 단골");
  await expect(row).toContainText("골라 담은 사람들");
  await row.getByRole("link").first().click();
  await expect(page.getByText("모두 3명")).toBeVisible();
  await page.getByRole("button", { name: "단골 2 빼기" }).click();
  await expect(page.getByText("모두 2명")).toBeVisible();
  await expect(page.getByText("kept-2@reader.test")).toBeHidden();
});

test("the people of a report are kept; a segment that a schedule needs cannot be put away", async ({
  page,
  system,
  inbox,
}) => {
  await fillOrganization(page);
  const [address = ""] = await addSubscribers(system, "reported-", 3);
  await createLetter(page, await addSegment(system, "보낼 사람", "reported-"));
  await page.getByRole("link", { name: /확인/ }).first().click();
  await page.waitForURL(/\/review$/);
  await page.getByRole("button", { name: "3명에게 보내기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "3명에게 보내기" }).click();
  await page.waitForURL(/\/report$/);
  await inbox.waitFor({ to: address });
  await page.goto(`${new URL(page.url()).pathname}/recipients`);
  await keepAs(page, "받은 사람", 3);

  await page.goto("/audience/segments");
  await createLetter(page, await idOf(page, "받은 사람"));
  await page.getByRole("link", { name: /확인/ }).first().click();
  await page.waitForURL(/\/review$/);
  await page.getByText("나중에", { exact: true }).click();
  await page
    .getByRole("group", { name: /보낼 시각/ })
    .getByRole("spinbutton")
    .first()
    .click();
  await page.keyboard.type(`${new Date().getFullYear() + 1}01010900`);
  await page.getByRole("button", { name: "3명에게 예약하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "예약하기" }).click();
  await expect(page.getByText("예약됨").first()).toBeVisible();

  await page.goto("/audience/segments");
  await page.getByRole("button", { name: "받은 사람 메뉴" }).click();
  await page.getByRole("menuitem", { name: "보관하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "보관하기" }).click();
  await expect(page.getByRole("dialog")).toContainText("예약된 캠페인이 이 세그먼트를 써서");
  await page.goto("/audience/segments");
  await expect(rowOf(page, "받은 사람")).toBeVisible();
});
