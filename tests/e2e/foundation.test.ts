import { administrator } from "./support/system";
import { expect, test } from "./support/test";

test("who is not signed in is asked to, and the form lets the administrator in", async ({
  page,
  expectAccessible,
}) => {
  await page.goto("/campaigns");
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible();
  await page.locator("input[name=email]").fill(administrator.email);
  await page.locator("input[name=password]").fill(administrator.password);
  await page.locator("button[type=submit]").first().click();
  await expect(page).not.toHaveURL(/\/sign-in/);
});

test("every page says that nothing leaves this machine", async ({ page, signIn, system }) => {
  await signIn();
  for (const path of ["/", "/campaigns", "/templates", "/audience/contacts"]) {
    await page.goto(path);
    await expect(page.locator(`a[href="${system.inboxUrl}"]`).first()).toBeVisible();
  }
});
