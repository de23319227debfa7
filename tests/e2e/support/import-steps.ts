import { expect, type Page } from "@playwright/test";
import type { TimeLeft } from "./print-proof";

/** A file of the disk, or one that is made here. */
type Upload = Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0];

export async function uploadFile(page: Page, file: Upload): Promise<void> {
  await page.goto("/audience/imports");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "올리고 확인하기" }).click();
}

export async function choose(
  page: Page,
  field: string | RegExp,
  option: string | RegExp,
): Promise<void> {
  await page.getByRole("button", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
}

/** Counted anew after a choice: only then the button that starts can be pressed. */
export async function waitForCount(page: Page): Promise<void> {
  await expect(page.getByText(/어느 토픽에 넣을지/)).toBeHidden();
  await expect(page.getByRole("form", { name: "열 맞추기" })).toHaveAttribute("aria-busy", "false");
}

/** Everyone in the file agreed to the first topic, in a shop and long ago. */
export async function joinFirstTopic(page: Page): Promise<void> {
  await page.getByRole("button", { name: /넣을 토픽/ }).click();
  await page.getByRole("option").first().click();
  await waitForCount(page);
  await page.getByLabel("어떻게 동의했나요?").fill("매장 가입 신청서");
  await page.getByRole("spinbutton").first().click();
  await page.keyboard.type("20250105");
  await expect(page.getByText(/동의한 날짜를 적거나/)).toBeHidden();
  await waitForCount(page);
}

/** Presses the button until the import runs: the page asks to look again at numbers that changed. */
export async function startImport(page: Page): Promise<void> {
  const start = page.locator("button[name=intent][value=start]");
  await expect(async () => {
    if (await start.isVisible()) await start.click();
    await expect(start).toBeHidden({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}

/** The number at the end of the page's address. */
export function importIdOf(page: Page): number {
  return Number(/\/imports\/(\d+)/.exec(page.url())?.[1]);
}

/** As the result's line says it: rows = new + changed + unchanged + refused + repeated. */
export function sumLine(counts: {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  repeated: number;
}): string {
  const { rows, ...parts } = counts;
  const written = (count: number) => count.toLocaleString("ko-KR");
  const { created, updated, unchanged, refused, repeated } = parts;
  return `${written(rows)} = ${[created, updated, unchanged, refused, repeated].map(written).join(" + ")}`;
}

/** Seconds that the page says are left, as it stands; undefined while it says nothing. */
async function readTimeLeft(page: Page): Promise<number | undefined> {
  const words = page.getByText(/초당 [\d,]+행/);
  const text = (await words.isVisible()) ? await words.innerText() : "";
  if (/곧 끝나요/.test(text)) return 0;
  const [, count, unit] = /약 ([\d,]+)(초|분) 남음/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count.replaceAll(",", "")) * (unit === "분" ? 60 : 1);
}

/** What the page tells somebody who looks at it, and when. */
export function watchTimeLeft(page: Page): { stop(): Promise<TimeLeft[]> } {
  const said: { at: number; left: number }[] = [];
  const look = async (): Promise<void> => {
    const left = await readTimeLeft(page).catch(() => undefined); // it is being drawn anew
    if (left !== undefined) said.push({ at: Date.now(), left });
  };
  const timer = setInterval(() => void look(), 1000);
  return {
    async stop() {
      clearInterval(timer);
      const end = Date.now();
      return said.map(({ at, left }) => ({ said: left, was: (end - at) / 1000 }));
    },
  };
}
