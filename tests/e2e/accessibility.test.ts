import { expect, test } from "./support/test";

/** The pages below the top ones, which tests/e2e/shell.test.ts visits. */
const pages = [
  "/campaigns/new",
  "/templates/promotion",
  "/templates/images",
  "/templates/letter",
  "/audience/segments/new",
  "/audience/contacts/new",
  "/audience/contacts/properties",
  "/delivery/failures",
  "/delivery/failures/people",
  "/delivery/in-doubt",
  "/delivery/in-doubt/people",
  "/delivery/twice",
  "/settings/organization",
  "/settings/senders",
  "/settings/team",
  "/settings/api-keys",
  "/settings/account",
  "/settings/audit",
  "/settings/system",
];

for (const [theme, locale] of [
  ["light", "ko"],
  ["dark", "en"],
] as const) {
  test(`axe finds nothing on the pages below, ${theme}, ${locale}`, async ({
    page,
    context,
    baseURL,
    signIn,
    expectAccessible,
  }) => {
    await signIn();
    const url = baseURL ?? "";
    await context.addCookies([
      { name: "theme", value: theme, url },
      { name: "locale", value: locale, url },
    ]);
    for (const path of pages) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible();
    }
  });
}
