import type { Browser, Page } from "@playwright/test";
import { administrator, type System } from "./support/system";
import { expect, signInAs, test } from "./support/test";

// A refused password is answered with 401, which the browser notes by itself.
test.use({ expectedConsole: [/status of 401/] });

/** Somebody else at his own machine. */
async function openOther(browser: Browser, system: System): Promise<Page> {
  const context = await browser.newContext({ baseURL: system.url, locale: "ko-KR" });
  return context.newPage();
}

async function typePassword(page: Page, person: { email: string; password: string }) {
  await page.getByRole("textbox", { name: "이메일" }).fill(person.email);
  await page.locator("input[name=password]").fill(person.password);
  await page.keyboard.press("Enter");
}

/** The address in the newest mail to a person that matches. */
function linkIn(html: string | null, path: string): string {
  const found = new RegExp(`href="([^"]*${path}[^"]*)"`).exec(html ?? "");
  return (found?.[1] ?? "").replaceAll("&amp;", "&");
}

test("a wrong password is said in words and keeps the address; the right one leads back", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/settings/account?from=mail");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await typePassword(page, { ...administrator, password: "not the password" });
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "이메일이나 비밀번호가 맞지 않아요",
  );
  await expect(page.getByRole("textbox", { name: "이메일" })).toHaveValue(administrator.email);
  await expectAccessible();
  await page.locator("input[name=password]").fill(administrator.password);
  await page.keyboard.press("Enter");
  // The first run comes before everything else; after it the page that was asked for is open.
  await page.waitForURL((url) => ["/setup", "/settings/account"].includes(url.pathname));
});

test("a form without an address or password says what is missing, where it is missing", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  const email = page.getByRole("textbox", { name: "이메일" });
  await expect(email).toBeFocused();
  await expect(email).toHaveAccessibleDescription(/이메일 주소를 입력해 주세요/);
  await email.fill("minji@");
  await page.getByRole("button", { name: /로그인 링크 받기/ }).click();
  await expect(email).toHaveAccessibleDescription(/형식이 아니에요/);
});

test("the first run refuses a mailbox provider, keeps the answers, and leads to the overview", async ({
  page,
  system,
  expectAccessible,
}) => {
  await signInAs(page.context(), system.url, administrator);
  await page.goto("/campaigns");
  // On a retry, or when another file came first, it is answered already.
  if (new URL(page.url()).pathname !== "/setup") return;
  await expectAccessible();
  await page.getByRole("textbox", { name: "조직 이름" }).fill("고운가게");
  const sender = page.getByRole("textbox", { name: "보낸 사람 주소" });
  await sender.fill("goeun@naver.com");
  await page.getByRole("button", { name: "설정 마치고 시작하기" }).click();
  await expect(sender).toHaveAccessibleDescription(/DMARC/);
  await expect(page.getByRole("textbox", { name: "조직 이름" })).toHaveValue("고운가게");
  await sender.fill("news@goeun.test");
  await page.getByRole("button", { name: "설정 마치고 시작하기" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/settings/senders");
  await expect(page.getByRole("cell", { name: "news@goeun.test" }).first()).toBeVisible();
  await page.goto("/audience/topics");
  await expect(page.getByText("소식").first()).toBeVisible();
});

test("a sign-in link comes by mail, signs in by its button, and works once", async ({
  page,
  inbox,
  signIn,
  browser,
  system,
}) => {
  await signIn(); // answers the first run where this test stands alone
  await page.context().clearCookies();
  const asked = new Date().toISOString();
  await page.goto("/sign-in?callbackUrl=/settings/account");
  await page.getByRole("textbox", { name: "이메일" }).fill(administrator.email);
  await page.getByRole("button", { name: /로그인 링크 받기/ }).click();
  await expect(page.getByRole("heading", { name: "메일을 확인해 주세요" })).toBeFocused();
  await expect(page.getByRole("link", { name: "로컬 받은편지함 열기" }).first()).toBeVisible();
  const [mail] = await inbox.waitFor({ to: administrator.email, after: asked });
  const link = linkIn(mail?.html ?? null, "/sign-in/link");
  expect(link).toContain("token=");
  // A mail scanner opens the link first; that must not use it up.
  await (await openOther(browser, system)).goto(link);
  await page.goto(link);
  await page.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(page).toHaveURL(/\/settings\/account/);
  const second = await openOther(browser, system);
  await second.goto(link);
  await second.getByRole("button", { name: "로그인", exact: true }).click();
  await expect(second.getByRole("main").getByRole("alert")).toContainText("이미 쓰였거나");
});

test("a stranger who asks for a link sees the same and gets no mail", async ({ page, inbox }) => {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "이메일" }).fill("stranger@elsewhere.test");
  await page.getByRole("button", { name: /로그인 링크 받기/ }).click();
  await expect(page.getByRole("heading", { name: "메일을 확인해 주세요" })).toBeVisible();
  await page.waitForTimeout(3_000); // what is never sent cannot be waited for
  expect(await inbox.list({ to: "stranger@elsewhere.test" })).toEqual([]);
});

const minji = { email: "minji@goeun.test", password: "봄여름가을겨울봄여름가을" };

test("an invited person sets a password, may do what his role may, and loses it at once", async ({
  page,
  inbox,
  signIn,
  browser,
  system,
  expectAccessible,
}) => {
  await signIn();
  await page.goto("/settings/team");
  await page.getByRole("button", { name: "사람 초대하기" }).click();
  await page.getByRole("textbox", { name: "이메일" }).fill(minji.email);
  await page.getByRole("radio", { name: /열람자/ }).check({ force: true });
  const asked = new Date().toISOString();
  await page.getByRole("button", { name: "초대 메일 보내기" }).click();
  await expect(page.getByText("초대 링크", { exact: true })).toBeVisible();
  await expectAccessible();
  const [mail] = await inbox.waitFor({ to: minji.email, after: asked });
  const link = linkIn(mail?.html ?? null, "/invitation/");

  const other = await openOther(browser, system);
  await other.goto(link);
  await expectAccessible(other);
  await other.getByRole("textbox", { name: "이름" }).fill("김민지");
  await other.locator("input[name=password]").fill("short");
  await other.getByRole("button", { name: "계정 만들고 시작하기" }).click();
  await expect(other.locator("input[name=password]")).toHaveAccessibleDescription(
    /단어 몇 개를 이어/,
  );
  await expect(other.getByRole("textbox", { name: "이름" })).toHaveValue("김민지");
  await other.locator("input[name=password]").fill(minji.password);
  await other.getByRole("button", { name: "계정 만들고 시작하기" }).click();
  await other.waitForURL((url) => url.pathname === "/");

  await other.goto("/settings/team");
  await expect(other).toHaveURL(/\/forbidden/);
  await other.goto(link);
  await expect(other.getByRole("heading", { name: "쓸 수 없는 초대예요" })).toBeVisible();

  await page.goto("/settings/team");
  await page.getByRole("button", { name: "김민지 메뉴" }).click();
  await page.getByRole("menuitem", { name: "사용 중지" }).click();
  await page.getByRole("button", { name: "사용 중지" }).click();
  await expect(page.getByRole("row", { name: /김민지/ })).toContainText("사용 중지");
  await other.goto("/");
  await expect(other).toHaveURL(/\/sign-in/);
  await typePassword(other, minji);
  await expect(other.getByRole("main").getByRole("alert")).toContainText("맞지 않아요");
});

test("the last administrator cannot give the role away", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/settings/team");
  await page.getByRole("row", { name: /나/ }).getByRole("button").click();
  await page.getByRole("menuitem", { name: "권한 바꾸기" }).click();
  await page.getByRole("radio", { name: /마케터/ }).check({ force: true });
  await page.getByRole("button", { name: "권한 바꾸기" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("마지막 관리자예요");
});

test("signing out everywhere ends the session of another device", async ({
  page,
  signIn,
  browser,
  system,
}) => {
  await signIn();
  const other = await openOther(browser, system);
  await signInAs(other.context(), system.url, administrator);
  await other.goto("/settings/account");
  await expect(other).toHaveURL(/\/settings\/account/);
  await page.goto("/settings/account");
  await page.getByRole("button", { name: "모든 기기에서 로그아웃" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "모든 기기에서 로그아웃" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await other.goto("/settings/account");
  await expect(other).toHaveURL(/\/sign-in/);
});

test("pages, scripts and cookies are guarded by their headers", async ({ page, system }) => {
  const answer = await page.goto("/sign-in");
  const headers = answer?.headers() ?? {};
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1];
  expect(nonce).toBeTruthy();
  const second = await page.request.get("/sign-in");
  expect(second.headers()["content-security-policy"]).not.toContain(nonce);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  await signInAs(page.context(), system.url, administrator);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name.includes("session-token"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  // Another site's page cannot send a change with the visitor's cookies.
  const forged = await page.request.post("/api/auth/callback/credentials", {
    form: { ...administrator, json: "true" },
  });
  expect(await forged.json()).toEqual({ url: expect.stringContaining("csrf=true") });
});
