import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { encodeCp949, koreanCsv, koreanPeople } from "@/tests/support/korean-csv";
import { makeWorkbook } from "@/tests/support/workbook";
import { choose, uploadFile, waitForCount } from "./support/import-steps";
import { expect, test } from "./support/test";

// A file that is refused is answered with 422, which the browser notes.
test.use({ expectedConsole: [/status of 422/] });

test.beforeEach(async ({ signIn }) => signIn());

type Upload = { name: string; mimeType: string; buffer: Buffer };

function csv(name: string, content: string | Buffer): Upload {
  return { name, mimeType: "text/csv", buffer: Buffer.from(content) };
}

/** A topic of the test's own, made where a person would make it. */
async function makeTopic(page: Page): Promise<string> {
  const name = `가져오기 검사 ${Date.now()}`;
  await page.goto("/audience/topics");
  await page.getByRole("button", { name: "토픽 만들기" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[name=name]").fill(name);
  await dialog.locator("button[type=submit]").click();
  await expect(dialog).toBeHidden();
  return name;
}

const stat = (page: Page, label: string) =>
  page.locator("dl > div", { has: page.locator("dt", { hasText: new RegExp(`^${label}$`) }) });

test("200 Korean customers in CP949 are mapped, checked, imported and ready to be written to", async ({
  page,
  expectAccessible,
}) => {
  const people = koreanPeople(200).map((person) => ({
    ...person,
    email: person.email.replace("customer", "import-e2e-"),
  }));
  const text = koreanCsv(people)
    .replace("import-e2e-0003@", "import-e2e-0003")
    .concat("반복,import-e2e-0001@example.com,,,VIP,동의\r\n");
  const topic = await makeTopic(page);
  await uploadFile(page, csv("고객 명단.csv", encodeCp949(text)));

  await expect(page.getByRole("heading", { level: 1, name: "고객 명단.csv" })).toBeVisible();
  await expect(page.getByText("파일 형식: CP949 (EUC-KR)")).toBeVisible();
  await expect(page.getByText("김민준 · ")).toBeVisible();
  await expect(page.getByText("어느 토픽에 넣을지, 넣지 않을지 골라 주세요.")).toBeVisible();
  await expectAccessible();

  await choose(page, /넣을 토픽/, topic);
  await waitForCount(page);
  await page.getByLabel("어떻게 동의했나요?").fill("매장 가입 신청서");
  await page.getByRole("spinbutton").first().click();
  await page.keyboard.type("20260105");
  await expect(page.getByText(/동의한 날짜를 적거나/)).toBeHidden();
  await waitForCount(page);
  await page.getByRole("button", { name: "숫자 다시 확인" }).click();
  await expect(stat(page, "새 연락처")).toContainText("199");
  await expect(stat(page, "거절되는 행")).toContainText("1");
  await expect(stat(page, "같은 주소 반복")).toContainText("1");
  await expect(stat(page, "새로 구독")).toContainText("199");

  await waitForCount(page);
  await page.getByRole("button", { name: "199명 가져오기" }).click();
  const write = page.getByRole("link", { name: "이 199명에게 메일 쓰기" });
  await expect(write).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("201 = 199 + 0 + 0 + 1 + 1")).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "거절된 행 내려받기" }).click();
  await page.getByLabel("왜 내려받나요?").fill("고쳐서 다시 올리려고");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "내려받기", exact: true }).click(),
  ]);
  const refused = await readFile(await download.path(), "utf8");
  expect(refused).toContain("import-e2e-0003mail.example.org");
  expect(refused).toContain("이메일 주소에 @가 없어요");

  await page.getByRole("link", { name: "이 사람들 보기" }).click();
  await expect(page.getByText("199명", { exact: true })).toBeVisible();
  await page.goBack();
  await write.click();
  await expect(page).toHaveURL(/\/campaigns\/new\?import=\d+&topic=\d+/);
});

test("what is no list of contacts is refused in words, and the page stays", async ({ page }) => {
  const refused: [Upload, RegExp][] = [
    [csv("빈 파일.csv", ""), /내용이 비어 있어요/],
    [csv("제목만.csv", "이름,이메일\n"), /제목 행만 있고/],
    [csv("엑셀.csv", "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"), /손상된 엑셀 파일/],
    [csv("데이터.csv", Buffer.from([1, 0, 0, 0, 2, 0, 0, 3])), /글자가 아닌 데이터/],
  ];
  for (const [file, words] of refused) {
    await uploadFile(page, file);
    await expect(page.getByText(words)).toBeVisible();
    await expect(page).toHaveURL(/\/audience\/imports$/);
  }
});
test("a file without addresses says which column is missing, and can be discarded", async ({
  page,
}) => {
  await uploadFile(page, csv("전화번호부.csv", "이름,휴대폰\n김민수,010-1234-5678\n"));
  await expect(page.getByText(/열을 ‘이메일’로 맞춰 주세요/)).toBeVisible();
  await page.getByRole("button", { name: "이 파일 버리기" }).click();
  await page.getByRole("button", { name: "파일 버리기", exact: true }).click();
  await expect(page).toHaveURL(/\/audience\/imports$/);
});

test("the wrong encoding is corrected in the preview", async ({ page }) => {
  await uploadFile(page, csv("명단.csv", "이름,이메일\n김민수,encoding-e2e@example.com\n"));
  await page.getByText(/파일 형식:/).click();
  await choose(page, /글자 인코딩/, "CP949 (EUC-KR)");
  await page.getByRole("button", { name: "이 형식으로 다시 읽기" }).click();
  await expect(page.getByText("김민수", { exact: true })).toBeHidden();
  await choose(page, /글자 인코딩/, "UTF-8");
  await page.getByRole("button", { name: "이 형식으로 다시 읽기" }).click();
  await expect(page.getByText("김민수", { exact: true })).toBeVisible();
});

test("a contact is added by hand, found, edited and deleted", async ({
  page,
  expectAccessible,
}) => {
  const email = `hand-${Date.now()}@example.com`;
  await page.goto("/audience/contacts/new");
  await page.getByLabel("이메일").fill("hand.example.com");
  await page.getByLabel("이름", { exact: true }).fill("김손수");
  await page.getByRole("button", { name: "연락처 추가" }).click();
  await expect(page.getByText("이메일 주소에 @가 없어요")).toBeVisible();
  await expect(page.getByLabel("이름", { exact: true })).toHaveValue("김손수");

  await page.getByLabel("이메일").fill(email);
  await page.getByRole("button", { name: "연락처 추가" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "김손수" })).toBeVisible();
  await expectAccessible();
  await page.getByLabel("휴대폰").fill("010-9999-0000");
  await page.getByRole("button", { name: "저장" }).click();
  await expect(page.getByText("저장했어요.")).toBeVisible();

  await page.goto(`/audience/contacts?q=${encodeURIComponent(email)}`);
  await expect(page.getByText("1명", { exact: true })).toBeVisible();
  await expectAccessible();
  await page.getByRole("link", { name: "김손수" }).click();
  await expect(page).toHaveURL(/\/audience\/contacts\/\d+$/);
  await expect(page.getByRole("heading", { level: 1, name: "김손수" })).toBeVisible();
  const erase = page.getByRole("menuitem", { name: "연락처 삭제" });
  // What is still streamed in may close a menu that was opened at once.
  await expect(async () => {
    if (!(await erase.isVisible())) {
      await page.getByRole("button", { name: "더 보기", exact: true }).click();
    }
    await expect(erase).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await erase.click();
  await page.getByRole("button", { name: "삭제", exact: true }).click();
  await expect(page).toHaveURL(/\/audience\/contacts$/);
  await page.goto(`/audience/contacts?q=${encodeURIComponent(email)}`);
  await expect(page.getByText("맞는 연락처가 없어요")).toBeVisible();
});

test("an export asks why, and holds what the table shows", async ({ page }) => {
  await uploadFile(page, csv("내보내기.csv", "이메일,이름\nexport-e2e@example.com,=내보낸 사람\n"));
  await choose(page, /넣을 토픽/, /넣지 않음/);
  await waitForCount(page);
  await page.getByRole("button", { name: "1명 가져오기" }).click();
  await expect(page.getByRole("link", { name: /메일 쓰기/ })).toBeVisible({ timeout: 60_000 });

  await page.goto("/audience/contacts?q=export-e2e");
  await page.getByRole("button", { name: "내보내기" }).click();
  await page.getByLabel("내보내는 이유").fill("브라우저 검사");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /내려받기/ }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  expect(file.startsWith("\uFEFF이메일,이름")).toBe(true);
  expect(file).toContain("export-e2e@example.com,'=내보낸 사람");
});

test("a sheet of a workbook is chosen, and a lost zero put back", async ({
  page,
  expectAccessible,
}) => {
  const buffer = makeWorkbook([
    { name: "1월", rows: [["email"], ["one-xlsx@example.com"]] },
    {
      name: "2월",
      rows: [
        ["이메일", "이름", "휴대폰"],
        ["two-xlsx@example.com", "이서연", 1012345678],
      ],
    },
  ]);
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await uploadFile(page, { name: "명단.xlsx", mimeType, buffer });
  await choose(page, /시트/, "2월");
  await page.getByRole("button", { name: "이 형식으로 다시 읽기" }).click();
  await expect(page.getByText(/앞의 0이 빠진 것 같은 휴대폰 번호가 1개/)).toBeVisible();
  await page.getByText("0을 되살리기").click();
  await expect(page.getByText(/앞자리 0을 되살려요/)).toBeVisible();
  await expectAccessible();
});

test("pasted addresses are a file like any other", async ({ page }) => {
  await page.goto("/audience/imports");
  await page.getByText("붙여 넣어서 가져오기").click();
  await page
    .getByLabel("셀 또는 이메일 주소")
    .fill("김민수 <pasted@example.com>, pasted2@example.com");
  await page.getByRole("button", { name: "붙여 넣은 내용 확인하기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "붙여 넣은 목록" })).toBeVisible();
  await expect(stat(page, "새 연락처")).toContainText("2");
});

test("a migration file says whom it brings in as not to be mailed", async ({ page }) => {
  const buffer = await readFile("tests/fixtures/exports/stibee.csv");
  await uploadFile(page, { name: "stibee.csv", mimeType: "text/csv", buffer });
  await expect(page.getByText("스티비에서 내보낸 파일이에요")).toBeVisible();
  await expect(stat(page, "새로 수신거부 목록에")).toContainText("2");
});
