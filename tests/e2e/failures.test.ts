import {
  addSegment,
  addSubscribers,
  createLetter,
  fillOrganization,
} from "./support/campaign-steps";
import { withDatabase } from "./support/database";
import { expect, test } from "./support/test";

test("who was refused stands under the cause, and a retry mails only them", async ({
  page,
  signIn,
  system,
  inbox,
  setFaults,
  expectAccessible,
}) => {
  test.setTimeout(240_000);
  await signIn();
  await fillOrganization(page);
  await page.goto("/delivery/failures");
  await expect(page.getByText("보내지 못한 사람이 없어요")).toBeVisible();
  await expectAccessible();

  const addresses = await addSubscribers(system, "refused-", 6);
  const [suppressed = "", ...refused] = addresses.slice(0, 3);
  await setFaults(
    [suppressed, ...refused].map((match) => ({
      kind: "refuse",
      match,
      message: "Message contained a virus",
    })),
  );
  await createLetter(page, await addSegment(system, "거절 시험", "refused-"));
  await page.getByRole("link", { name: /확인/ }).first().click();
  await page.waitForURL(/\/review$/);
  const startedAt = new Date().toISOString();
  await page.getByRole("button", { name: "6명에게 보내기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "6명에게 보내기" }).click();
  await page.waitForURL(/\/report$/);
  await expect(page.getByText("일부 실패", { exact: false }).first()).toBeVisible({
    timeout: 60_000,
  });
  const mailed = async () => (await inbox.list({ after: startedAt })).map(({ to }) => to);
  expect(await mailed()).toHaveLength(3);

  // One of the three complains elsewhere meanwhile: nobody may mail them any more.
  await withDatabase(system, async (query) =>
    query(
      "insert into suppressions (email_normalized, reason, source) values ($1, 'complaint', 'ses')",
      [suppressed],
    ),
  );
  await setFaults([]);
  await page.getByRole("link", { name: "실패한 사람 다시 시도" }).click();
  await page.waitForURL(/\/delivery\/failures\?campaign=\d+$/);
  await expect(page.getByRole("heading", { name: "SES가 메일 내용을 거절했어요" })).toBeVisible();
  await expect(page.getByText("2명이 받아요")).toBeVisible();
  await expect(page.getByText(/수신거부 목록의 주소 1명/)).toBeVisible();
  await expectAccessible();

  await page.getByRole("button", { name: "이 사람들만 다시 시도" }).click();
  const dialog = page.getByRole("dialog", { name: "이 2명에게 다시 보낼까요?" });
  await expectAccessible();
  // A double click must not mail anybody twice.
  await dialog.getByRole("button", { name: "2명 다시 시도" }).dblclick();
  // The card is gone with its dialog, but the answer is told.
  await expect(page.getByText(/^3명을 다시 시도해요/)).toBeVisible();
  await expect(page.getByText("이 캠페인에서 포기한 사람은 없어요.")).toBeVisible();

  await expect(async () => expect(await mailed()).toHaveLength(5)).toPass({ timeout: 60_000 });
  const reached = await mailed();
  for (const address of refused) {
    expect(reached.filter((to) => to.includes(address))).toHaveLength(1);
  }
  expect(reached.filter((to) => to.includes(suppressed))).toEqual([]);

  await page.goto("/settings/audit");
  const log = page.getByRole("table").getByText("보내지 못한 사람 다시 시도");
  await expect(log).toHaveCount(1); // of two presses, one did it
});
