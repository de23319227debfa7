import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

/** The map, as a person sees it in Korean. */
const places = [
  { name: "홈", path: "/", letter: "o" },
  { name: "캠페인", path: "/campaigns", letter: "c" },
  { name: "템플릿", path: "/templates", letter: "t" },
  { name: "연락처", path: "/audience/contacts", letter: "a" },
  { name: "세그먼트", path: "/audience/segments", letter: "s" },
  { name: "토픽", path: "/audience/topics", letter: "p" },
  { name: "가져오기", path: "/audience/imports", letter: "i" },
  { name: "수신거부", path: "/audience/suppressions", letter: "x" },
  { name: "발송 현황", path: "/delivery", letter: "d" },
  { name: "설정", path: "/settings", letter: "e" },
];

test.beforeEach(async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  if (new URL(page.url()).pathname === "/setup") await answerFirstRun(page);
});

async function answerFirstRun(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "조직 이름" }).fill("고운가게");
  await page.getByRole("button", { name: "설정 마치고 시작하기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "홈" })).toBeVisible();
}

const sidebar = (page: Page) => page.getByRole("complementary", { name: /^(사이드바|Sidebar)$/ });
const palette = (page: Page) => page.getByRole("dialog", { name: "이동" });

test("the sidebar leads to every place and says where one is", async ({ page }) => {
  for (const { name, path } of places) {
    const link = sidebar(page).getByRole("link", { name, exact: true });
    await link.click();
    await expect(page).toHaveURL((url) => isWithin(url.pathname, path));
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  }
});

test("g and a letter goes to every place", async ({ page }) => {
  for (const { path, letter } of places.toReversed()) {
    await page.keyboard.press("g");
    await page.keyboard.press(letter);
    await expect(page).toHaveURL((url) => isWithin(url.pathname, path));
  }
});

test("the palette goes to a page by a few letters, by keyboard alone", async ({
  page,
  expectAccessible,
}) => {
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await expectAccessible();
  await page.keyboard.insertText("수신");
  await expect(palette(page).getByRole("menuitem")).toHaveText([/수신거부/]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/audience\/suppressions/);
  await expect(palette(page)).toBeHidden();
});

test("the palette says so when there is nothing", async ({ page }) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText("없는 것을 찾아요");
  await expect(palette(page).getByText("찾은 내용이 없어요")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
});

test("letters are only letters while somebody types", async ({ page }) => {
  await page.goto("/audience/topics");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("c?/gc");
  await expect(palette(page).getByRole("searchbox")).toHaveValue("c?/gc");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await page.goto("/settings/organization");
  const name = page.getByRole("textbox", { name: "조직 이름" });
  await name.fill("");
  await name.pressSequentially("gc/?c");
  await expect(name).toHaveValue("gc/?c");
  await expect(page).toHaveURL(/\/settings\/organization/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("nothing happens while Korean is being composed", async ({ page }) => {
  for (const key of ["c", "/", "?"]) {
    await page.evaluate(
      (pressed) =>
        document.body.dispatchEvent(
          new KeyboardEvent("keydown", { key: pressed, isComposing: true, bubbles: true }),
        ),
      key,
    );
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe("/");
});

test("c creates, / searches and ? lists the shortcuts", async ({ page, expectAccessible }) => {
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/campaigns\/new/);
  await page.goto("/");
  await page.keyboard.press("/");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "키보드 단축키" })).toBeVisible();
  await expectAccessible();
});

test("language and theme are chosen in the user menu and stay", async ({ page }) => {
  const root = page.locator("html");
  const openMenu = () =>
    sidebar(page)
      .getByRole("button", { name: /계정, 언어|account, language/ })
      .click();

  await openMenu();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(root).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await openMenu();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(root).toHaveCSS("color-scheme", "dark");

  await page.reload();
  await expect(root).toHaveAttribute("lang", "en");
  await expect(root).toHaveAttribute("data-theme", "dark");

  await openMenu();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  await expect(root).not.toHaveAttribute("data-theme");
});

test("a narrow sidebar stays narrow and keeps its names", async ({ page, expectAccessible }) => {
  await sidebar(page).getByRole("button", { name: "사이드바 좁히기" }).click();
  await page.reload();
  await expect(sidebar(page)).toHaveCSS("width", "56px");
  await expect(sidebar(page).getByRole("link", { name: "캠페인", exact: true })).toBeVisible();
  await expectAccessible();
});

test("the first Tab offers to skip to the content", async ({ page }) => {
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "본문으로 건너뛰기" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the drawer leads on, and every page keeps to the width of the screen", async ({ page }) => {
    await page.getByRole("button", { name: "메뉴 열기" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "캠페인", exact: true }).click();
    await expect(page).toHaveURL(/\/campaigns$/);
    await expect(page.getByRole("dialog")).toBeHidden();
    for (const { path } of places) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide, path).toBe(0);
    }
  });
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on any top page in the ${theme} theme`, async ({
    page,
    context,
    baseURL,
    expectAccessible,
  }) => {
    await context.addCookies([{ name: "theme", value: theme, url: baseURL ?? "" }]);
    for (const { path } of places) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible();
    }
  });
}

test.describe("a page that does not exist", () => {
  test.use({ expectedConsole: [/404/] });

  test("says so and leads home", async ({ page, expectAccessible }) => {
    expect((await page.request.get("/no-such-page")).status()).toBe(404);
    await page.goto("/campaigns/999999999");
    await expect(page.getByRole("heading", { name: "없는 페이지예요" })).toBeVisible();
    await expectAccessible();
    await page.getByRole("main").getByRole("link", { name: "홈으로 가기" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/");
  });
});

function isWithin(pathname: string, path: string): boolean {
  return path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`);
}
