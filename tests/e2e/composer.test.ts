import AxeBuilder from "@axe-core/playwright";
import type { FrameLocator, Locator, Page } from "@playwright/test";
import { fillOrganization } from "./support/campaign-steps";
import { typeKorean } from "./support/korean-typing";
import { administrator } from "./support/system";
import { expect, test } from "./support/test";

test("a mail is composed from an empty one, by mouse and by keyboard, in Korean, and read", async ({
  page,
  signIn,
  inbox,
}) => {
  test.setTimeout(240_000);
  await signIn();
  await fillOrganization(page);
  const canvas = await startMail(page);

  await test.step("blocks are placed with the mouse", async () => {
    await page.getByRole("button", { name: "나란히 블록 추가" }).click();
    await expect(lines(page)).toHaveText([/^제목/, /^글/, /^나란히/]);
    await page.getByRole("button", { name: "제목 블록 추가" }).click(); // into its first column
    await expect(lines(page)).toHaveText([/^제목/, /^글/, /^나란히/, /^제목/]);
    await dragTo(page, tile(page, "버튼"), canvas.getByText("내용을 적어 주세요."));
    await expect(canvas.getByRole("link", { name: "가을 그릇 보러 가기" })).toBeVisible();
    await expect(lines(page)).toHaveCount(5);
  });

  await test.step("Korean is composed in a line and in text, with a merge tag", async () => {
    await lines(page).first().click();
    await page.getByRole("textbox", { name: "제목 글" }).fill("");
    await typeKorean(page, "봄맞이 할인");
    await expect(canvas.getByRole("heading", { name: "봄맞이 할인" })).toBeVisible();

    await chooseText(page);
    const words = page.getByRole("textbox", { name: "글", exact: true });
    await words.click();
    await page.keyboard.press("ControlOrMeta+a");
    await typeKorean(page, "안녕하세요 ");
    await page.keyboard.type("{{");
    await page.keyboard.type("이름");
    await page.getByRole("option", { name: /^이름/ }).first().click();
    await typeKorean(page, "님 반가워요");
    await expect(words).toHaveText("안녕하세요 이름님 반가워요");
    await words.locator("[data-merge]").click();
    await page.getByLabel("이름 값이 없을 때 쓸 말").fill("단골");
    await expect(canvas.getByText("안녕하세요 [이름]님 반가워요")).toBeVisible();
  });

  await test.step("a condition says who sees a block", async () => {
    const panel = page.locator("[data-block-panel]");
    await panel.getByText("조건에 맞는 사람에게만").click();
    await choose(page, panel.getByRole("button", { name: /필드/ }), "이메일");
    await choose(page, panel.getByRole("button", { name: /조건/ }), "같다");
    await panel.getByLabel("값", { exact: true }).fill("nobody@else.test");
    await expect(canvas.getByText("이메일 = nobody@else.test인 사람에게만")).toBeVisible();
    await panel.getByText("모두에게", { exact: true }).click();
    await expect(canvas.getByText("인 사람에게만")).toBeHidden();
  });

  await test.step("what is undone can be done again", async () => {
    const button = canvas.getByRole("link", { name: "가을 그릇 보러 가기" });
    await lines(page).filter({ hasText: "버튼" }).click();
    await page.getByRole("button", { name: "지우기", exact: true }).click();
    await expect(button).toBeHidden();
    await page.getByRole("toolbar", { name: "편집 도구" }).getByLabel("되돌리기").click();
    await expect(button).toBeVisible();
    await page.getByRole("toolbar", { name: "편집 도구" }).getByLabel("다시 하기").click();
    await expect(button).toBeHidden();
    await page.getByRole("toolbar", { name: "편집 도구" }).getByLabel("되돌리기").click();
    await expect(button).toBeVisible();
  });

  await test.step("the keyboard alone puts blocks in order", async () => {
    const before = await lines(page).allInnerTexts();
    await lines(page).first().focus();
    await page.keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "아래로 옮기기" }));
    await page.keyboard.press("Enter");
    await expect(lines(page).nth(1)).toHaveText(/봄맞이 할인/);
    expect(before[0]).toContain("봄맞이 할인");
  });

  await test.step("all of it is there after a reload", async () => {
    await expect(page.getByText(/저장됨$/)).toBeVisible();
    const before = await lines(page).allInnerTexts();
    await page.reload();
    await expect(canvas.getByText("안녕하세요 [이름]님 반가워요")).toBeVisible();
    expect(await lines(page).allInnerTexts()).toEqual(before);
  });

  await test.step("a test mail to oneself says what was composed", async () => {
    await page.getByRole("radio", { name: "제목·보낸 사람" }).click();
    await page.getByRole("textbox", { name: /^제목/ }).fill("봄 소식");
    await expect(page.getByText(/저장됨$/)).toBeVisible();
    const after = new Date().toISOString();
    await page.goto(`${page.url().split("?")[0]}/review`);
    const form = page.getByRole("form", { name: /테스트/ });
    await form.getByRole("button", { name: /보내기/ }).click();
    const [mail] = await inbox.waitFor({ to: administrator.email, after, count: 1 }, 60_000);
    expect(mail?.html).toContain("봄맞이 할인");
    expect(mail?.html).toMatch(/안녕하세요 [^<[]+님 반가워요/);
    expect(mail?.text).toContain("가을 그릇 보러 가기");
    expect(mail?.html).not.toContain("puck");
  });
});

test.describe("without a network", () => {
  test.use({ expectedConsole: [/ERR_INTERNET_DISCONNECTED/] });

  test("the editor holds work that never reached the server, and says where something is wrong", async ({
    page,
    signIn,
  }) => {
    test.setTimeout(180_000);
    await signIn();
    const canvas = await startMail(page);
    await lines(page).first().click();
    await expectAccessibleShell(page);

    await test.step("a wrong tag is marked at its block, and the mark leads to the field", async () => {
      await lines(page).first().click();
      const heading = page.getByRole("textbox", { name: "제목 글" });
      await heading.fill("{{ nmae }}님께");
      const mark = page.getByRole("button", { name: /제목 · 제목 글: .*nmae/ });
      await expect(mark).toBeVisible();
      await expect(canvas.getByText("고칠 것")).toBeVisible();
      await page.getByRole("button", { name: "선택 해제" }).click();
      await mark.click();
      await expect(heading).toBeFocused();
      await heading.fill("봄 소식");
      await expect(mark).toBeHidden();
      await expect(page.getByText(/저장됨$/)).toBeVisible();
    });

    await test.step("while offline the browser keeps what is written, and offers it again", async () => {
      await page.context().setOffline(true);
      await page.getByRole("textbox", { name: "제목 글" }).fill("기차에서 쓴 제목");
      await expect(page.getByText("저장하지 못했어요")).toBeVisible();
      await page.context().setOffline(false);
      page.once("dialog", (dialog) => void dialog.accept());
      await page.reload();
      await expect(canvas.getByRole("heading", { name: "봄 소식" })).toBeVisible();
      await page.getByRole("button", { name: "불러오기" }).click();
      await expect(canvas.getByRole("heading", { name: "기차에서 쓴 제목" })).toBeVisible();
      await expect(page.getByText(/저장됨$/)).toBeVisible();
    });

    await test.step("a block goes to another mail over the clipboard", async () => {
      await lines(page).first().click();
      await page.getByRole("button", { name: "복사", exact: true }).click();
      await expect(page.getByText(/블록을 복사했어요/)).toBeVisible();
      const other = await startMail(page);
      await page.getByRole("button", { name: "복사한 블록 붙여 넣기" }).click();
      await expect(other.getByRole("heading", { name: "기차에서 쓴 제목" })).toBeVisible();
    });

    await test.step("a narrow window shows the mail, and why it cannot be edited", async () => {
      await page.setViewportSize({ width: 800, height: 900 });
      await expect(page.getByText(/더 넓은 화면이 필요해요/)).toBeVisible();
      await expect(page.locator("iframe#preview-frame")).toHaveCount(0);
    });
  });
});

/** A mail with a heading and a text; ends with the editor open. */
async function startMail(page: Page): Promise<FrameLocator> {
  await page.goto("/campaigns/new?template=composed");
  await page.getByRole("button", { name: "캠페인 만들기" }).click();
  await page.waitForURL(/\/campaigns\/\d+$/);
  const canvas = page.frameLocator("iframe#preview-frame");
  await expect(canvas.getByRole("heading", { name: "제목을 적어 주세요" })).toBeVisible();
  return canvas;
}

/**
 * Everything but the canvas: there Puck makes a button of each block, with the mail's own links
 * inside it. The outline beside it holds the same blocks for whoever cannot use the canvas.
 */
async function expectAccessibleShell(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe#preview-frame").analyze();
  const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
  expect(found).toEqual([]);
}

const outline = (page: Page) => page.getByRole("navigation", { name: "구성" });
const lines = (page: Page) => outline(page).getByRole("button");
const tile = (page: Page, name: string) =>
  page.getByRole("button", { name: `${name} 블록 추가`, exact: true });

async function chooseText(page: Page): Promise<void> {
  await lines(page).filter({ hasText: /^글/ }).click();
}

async function choose(page: Page, select: Locator, option: string): Promise<void> {
  await select.click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** In steps, as a hand moves: Puck looks at where the pointer goes. */
async function dragTo(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("Nothing to drag, or nowhere to drag it.");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 20, start.y + start.height / 2 + 20, {
    steps: 5,
  });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height * 0.8, { steps: 25 });
  await page.mouse.move(end.x + end.width / 2 + 4, end.y + end.height * 0.8 + 2, { steps: 5 });
  await page.waitForTimeout(300); // a hand rests before it lets go
  await page.mouse.up();
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 80; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    // A toolbar is one stop; the arrows lead along it.
    for (let arrow = 0; arrow < 8; arrow++) {
      const isIn = await target.evaluate(
        (element) =>
          document.activeElement?.closest('[role="toolbar"]') ===
          element.closest('[role="toolbar"]'),
      );
      if (!isIn || (await target.evaluate((element) => element === document.activeElement))) break;
      await page.keyboard.press("ArrowRight");
    }
  }
  await expect(target).toBeFocused();
}
