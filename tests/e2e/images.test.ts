import sharp, { type Sharp } from "sharp";
import { expect, test } from "./support/test";

// The file that is refused.
test.use({ expectedConsole: [/status of 422/] });

/** The same bytes each time: a second try meets the image of the first. */
function landscape(): Sharp {
  return sharp({ create: { width: 1600, height: 900, channels: 3, background: "#486" } }).composite(
    [{ input: { create: { width: 900, height: 300, channels: 3, background: "#fa6" } } }],
  );
}

test("an image is uploaded from a campaign, gets its words, and stands in the mail", async ({
  page,
  signIn,
  expectAccessible,
}) => {
  await signIn();
  await page.goto("/campaigns/new?template=promotion");
  await page.getByRole("button", { name: "캠페인 만들기" }).click();
  await page.waitForURL(/\/campaigns\/\d+$/);
  const campaign = page.url();

  await page
    .getByRole("button", { name: "이미지 고르기" })
    .or(page.getByRole("button", { name: "다른 이미지 고르기" }))
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "이미지 고르기" });
  const upload = dialog.locator("input[data-upload]");

  await upload.setInputFiles({
    name: "속임수.png",
    mimeType: "image/png",
    buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
  });
  await expect(dialog.getByText(/SVG는 메일에서 보이지 않고/)).toBeVisible();

  await upload.setInputFiles({
    name: "들길 산책.jpg",
    mimeType: "image/jpeg",
    buffer: await landscape().jpeg().toBuffer(),
  });
  await expect(dialog.getByText("1,200 × 675픽셀")).toBeVisible();
  await dialog.getByRole("textbox", { name: "대체 텍스트" }).fill("가을 들판을 걷는 사람");
  await expectAccessible();
  await dialog.getByRole("button", { name: "이 이미지 쓰기" }).click();
  await expect(dialog).toBeHidden();

  const address = page.getByRole("textbox", { name: "대표 이미지 주소" });
  await expect(address).toHaveValue(/\/images\/[0-9a-f]{64}\.jpg$/);
  await expect(page.getByText(/저장됨$/)).toBeVisible();
  await expect(
    page.locator("iframe").first().contentFrame().getByAltText("가을 들판을 걷는 사람"),
  ).toHaveJSProperty("naturalWidth", 1200);

  // Mails ask for it without a session.
  const response = await fetch(await address.inputValue());
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect((await sharp(await response.arrayBuffer()).metadata()).width).toBe(1200);

  await page.goto("/templates/images");
  await page.getByRole("button", { name: /들길 산책/ }).click();
  const uses = page.getByRole("region", { name: "이미지 정보" }).getByRole("link");
  await expect(uses.first()).toHaveAttribute("href", new URL(campaign).pathname);
  await expectAccessible();
});
