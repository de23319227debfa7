import { setTimeout as sleep } from "node:timers/promises";
import { encodeCp949, koreanCsv, koreanPeople } from "@/tests/support/korean-csv";
import {
  addSegment,
  addSubscribers,
  createLetter,
  fillOrganization,
} from "./support/campaign-steps";
import { expect, test } from "./support/test";
import { killWeb } from "./support/web-process";

test("200 customers from a CP949 file get the 100 KB promotion, each with an own name and links", async ({
  page,
  signIn,
  inbox,
  expectAccessible,
}) => {
  test.setTimeout(240_000);
  await signIn();
  await fillOrganization(page);
  const people = koreanPeople(200);

  await page.goto("/audience/imports");
  await page.locator("input[type=file]").setInputFiles({
    name: "고객 명단.csv",
    mimeType: "text/csv",
    buffer: encodeCp949(koreanCsv(people)),
  });
  await page.getByRole("button", { name: "올리고 확인하기" }).click();
  await page.waitForURL(/\/audience\/imports\/\d+/);
  await page.getByRole("button", { name: /넣을 토픽/ }).click();
  await page.getByRole("option").first().click();
  const consentDay = page.getByRole("group", { name: /동의한 날짜/ }).getByRole("spinbutton");
  await consentDay.first().click();
  await page.keyboard.type("20251101");
  await page.locator("[name=consentSource]").fill("매장 가입 신청서");
  const start = page.getByRole("button", { name: "200명 가져오기" });
  const write = page.getByRole("link", { name: "이 200명에게 메일 쓰기" });
  // The form asks to look again when the numbers changed with the last answer.
  await expect(async () => {
    if (await start.isVisible()) await start.click();
    await expect(write).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await write.click();

  await expect(page.getByText("가져온 파일 ‘고객 명단.csv’의 사람들")).toBeVisible();
  await page.getByText("상점 프로모션, 상품 30개").click();
  await page.getByRole("button", { name: "캠페인 만들기" }).click();
  await page.waitForURL(/\/campaigns\/\d+$/);
  await page
    .getByRole("textbox", { name: /^제목/ })
    .fill('{{ name | fallback: "고객" }}님, 가을이에요');
  await expect(page.getByText(/저장됨$/)).toBeVisible();

  await expectAccessible();
  await page.getByRole("link", { name: "다음: 받는 사람" }).click();
  await page.waitForURL(/\/audience$/);
  await expectAccessible();
  await page.getByRole("link", { name: "다음: 확인" }).click();
  await page.waitForURL(/\/review$/);
  await expectAccessible();
  await page.getByRole("button", { name: "200명에게 보내기" }).click();
  const dialog = page.getByRole("dialog", { name: "200명에게 이 메일을 보냅니다" });
  const startedAt = new Date();
  // A double click must not send twice, or break.
  await dialog.getByRole("button", { name: "200명에게 보내기" }).dblclick();
  await page.waitForURL(/\/report$/);

  const after = startedAt.toISOString();
  const mails = await inbox.waitFor({ after, count: people.length }, 60_000);
  expect(mails).toHaveLength(people.length);
  const byAddress = new Map(mails.map((mail) => [addressOf(mail.to), mail]));
  expect([...byAddress.keys()].toSorted()).toEqual(people.map(({ email }) => email).toSorted());
  const unsubscribeLinks = new Set<string>();
  for (const person of people) {
    const mail = byAddress.get(person.email);
    expect(mail?.subject).toBe(`(광고) ${person.name}님, 가을이에요`);
    expect(Buffer.byteLength(mail?.html ?? "")).toBeGreaterThan(90_000);
    unsubscribeLinks.add(mail?.headers["List-Unsubscribe"] ?? "");
    expect(mail?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  }
  expect(unsubscribeLinks.size).toBe(people.length);

  await expect(page.getByText("완료", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  const numbers = await page.getByTestId("ledger").getByRole("definition").allInnerTexts();
  const [audience = 0, ...parts] = numbers.map((text) => Number(text.replace(/\D/g, "")));
  expect(audience).toBe(people.length);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(audience);
  await expectAccessible();

  await page.goto(`${new URL(page.url()).pathname}/recipients`);
  await expectAccessible();
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL(/\/recipients\/\d+$/);
  // The exact mail is really shown, and nothing else of ours is inside its frame.
  const mail = page.frameLocator("iframe[sandbox]");
  await expect(mail.getByText("무료 수신거부").first()).toBeAttached();
  await expectAccessible();
});

test("a schedule a minute ahead is kept while the web server is being killed", async ({
  page,
  signIn,
  system,
  inbox,
  expectedConsole,
}) => {
  test.setTimeout(240_000);
  expectedConsole.push(/Failed to load resource|ERR_|fetch/);
  await signIn();
  await fillOrganization(page);
  const addresses = await addSubscribers(system, "scheduled-", 12);
  await createLetter(page, await addSegment(system, "예약 시험", "scheduled-"));
  await page.getByRole("link", { name: /확인/ }).first().click();
  await page.waitForURL(/\/review$/);

  await page.getByText("나중에", { exact: true }).click();
  const time = page
    .getByRole("group", { name: /보낼 시각/ })
    .getByRole("spinbutton")
    .first();
  await time.click();
  await page.keyboard.type("202401010900");
  await page.getByRole("button", { name: "12명에게 예약하기" }).click();
  await expect(page.getByText("이미 지난 시각이에요. 앞으로의 시각을 골라 주세요.")).toBeVisible();

  // The next full minute that leaves time to press the buttons.
  const due = new Date(Math.ceil((Date.now() + 20_000) / 60_000) * 60_000);
  await time.click();
  await page.keyboard.type(wallClock(due));
  await page.getByRole("button", { name: "12명에게 예약하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "예약하기" }).click();
  await expect(page.getByText("예약됨").first()).toBeVisible();
  expect(await inbox.list({ to: addresses[0] ?? "" })).toEqual([]);

  await page.goto("about:blank");
  const end = due.getTime() + 60_000;
  let kills = 0;
  for (;;) {
    if (killWeb(system)) kills += 1;
    const mails = await inbox.list({ after: due.toISOString() });
    const reached = addresses.filter((address) => mails.some(({ to }) => to.includes(address)));
    if (reached.length === addresses.length) break;
    if (Date.now() > end) throw new Error(`${reached.length} of ${addresses.length} mails came.`);
    await sleep(1_000);
  }
  expect(kills).toBeGreaterThan(0);
  // Nobody twice, and the system comes back by itself.
  await expect
    .poll(
      async () => (await page.request.get(`${system.url}/api/health`).catch(() => undefined))?.ok(),
      {
        timeout: 60_000,
      },
    )
    .toBe(true);
  for (const address of addresses) expect(await inbox.list({ to: address })).toHaveLength(1);
});

test("a segment that matches nobody is named, and nothing can be sent to it", async ({
  page,
  signIn,
  system,
}) => {
  await signIn();
  await fillOrganization(page);
  await createLetter(page, await addSegment(system, "아무도 없는 곳", "nobody-is-called-so"));
  await page.getByRole("link", { name: /확인/ }).first().click();
  await page.waitForURL(/\/review$/);
  await expect(
    page.getByText("세그먼트 ‘아무도 없는 곳’에 맞는 사람이 한 명도 없어요."),
  ).toBeVisible();
  const send = page.getByRole("button", { name: "0명에게 보내기" });
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await send.click({ force: true }); // aria-disabled: it can be pressed, and says why not
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("tooltip", { name: "위의 문제를 먼저 고쳐 주세요" })).toBeVisible();
});

test("a wrong merge tag is refused beside its field, and the rest is saved", async ({
  page,
  signIn,
  system,
}) => {
  await signIn();
  const url = await createLetter(page, await addSegment(system, "누구나", "any"));
  await page.getByRole("textbox", { name: /^제목/ }).fill("{{ nmae }}님께");
  await expect(
    page.getByText("‘nmae’ 필드는 없어요. 혹시 ‘name’인가요?", { exact: true }),
  ).toBeVisible();
  await expect(page.getByText("고칠 곳이 있어 저장하지 않았어요")).toBeVisible();
  await page.getByRole("textbox", { name: /^제목/ }).fill("고친 제목");
  await expect(page.getByText(/저장됨$/)).toBeVisible();
  await page.goto(url);
  await expect(page.getByRole("textbox", { name: /^제목/ })).toHaveValue("고친 제목");
});

test("two windows on one draft: the later one is asked, and nothing is lost in silence", async ({
  page,
  context,
  signIn,
  system,
}) => {
  await signIn();
  const url = await createLetter(page, await addSegment(system, "둘", "two"));
  const other = await context.newPage();
  await other.goto(url);
  await other.getByRole("textbox", { name: /^제목/ }).fill("다른 창의 제목");
  await expect(other.getByText(/저장됨$/)).toBeVisible();
  await page.getByRole("textbox", { name: /^제목/ }).fill("이 창의 제목");
  const dialog = page.getByRole("dialog", { name: "다른 곳에서 먼저 저장했어요" });
  await dialog.getByRole("button", { name: "내 것으로 덮어쓰기" }).click();
  await expect(page.getByText(/저장됨$/)).toBeVisible();
  await other.reload();
  await expect(other.getByRole("textbox", { name: /^제목/ })).toHaveValue("이 창의 제목");
});

test("pause, resume and cancel say exactly how many are left", async ({
  page,
  signIn,
  system,
  inbox,
}) => {
  test.setTimeout(180_000);
  await signIn();
  await fillOrganization(page);
  const addresses = await addSubscribers(system, "paused-", 600);
  await createLetter(page, await addSegment(system, "멈출 사람들", "paused-"));
  await page.getByRole("link", { name: /확인/ }).first().click();
  await page.getByRole("button", { name: "600명에게 보내기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "600명에게 보내기" }).click();
  await page.waitForURL(/\/report$/);
  await page.getByRole("button", { name: "일시 중지" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "일시 중지" }).click();
  await expect(page.getByRole("button", { name: "다시 시작" })).toBeVisible();
  // What was claimed before the pause still leaves; then nothing more does.
  await sleep(3_000);
  const before = (await inbox.list()).filter(({ to }) => to.includes("paused-")).length;
  await sleep(4_000);
  const later = (await inbox.list()).filter(({ to }) => to.includes("paused-")).length;
  expect(later).toBe(before);
  expect(later).toBeLessThan(addresses.length);

  await page.reload();
  await page.getByRole("button", { name: "보내기 취소" }).click();
  const left = addresses.length - later;
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `${left}명에게 보내지 않기` })
    .click();
  await expect(page.getByText("취소됨").first()).toBeVisible();
  const numbers = await page.getByTestId("ledger").getByRole("definition").allInnerTexts();
  const [audience = 0, ...parts] = numbers.map((text) => Number(text.replace(/\D/g, "")));
  expect(audience).toBe(addresses.length);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(audience);
});

function addressOf(mailbox: string): string {
  return /[^\s<>]+@[^\s<>]+/.exec(mailbox)?.[0] ?? "";
}

/** As the date field takes it from the keyboard, in the organisation's zone. */
function wallClock(date: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: "Asia/Seoul",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return ["year", "month", "day", "hour", "minute"].map(part).join("");
}
