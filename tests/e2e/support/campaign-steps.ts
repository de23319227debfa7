import { expect, type Page } from "@playwright/test";
import { withDatabase } from "./database";
import type { System } from "./system";

/** An advertisement cannot go out before these are known. */
export async function fillOrganization(page: Page) {
  await page.goto("/settings/organization");
  await page.locator("[name=postalAddress]").fill("서울시 중구 세종대로 110");
  await page.locator("[name=phone]").fill("02-120-0000");
  await page.locator("main button[type=submit]").first().click();
  await expect(page.locator("main").getByRole("status").first()).toBeVisible();
}

/** Subscribers of the first topic, without the way through a file. */
export async function addSubscribers(
  system: System,
  label: string,
  count: number,
): Promise<string[]> {
  return withDatabase(system, async (query) => {
    const rows = await query<{ email: string }>(
      `with added as (
         insert into contacts (email, email_normalized, name)
         select $1 || n || '@reader.test', $1 || n || '@reader.test', '이하늘'
         from generate_series(1, $2::int) n returning id, email)
       , joined as (
         insert into subscriptions (contact_id, topic_id, status)
         select id, (select min(id) from topics), 'subscribed' from added)
       select email from added`,
      [label, count],
    );
    return rows.map(({ email }) => email);
  });
}

/** A segment of the people whose address begins so; the other tests' people stay out of it. */
export async function addSegment(system: System, name: string, start: string): Promise<number> {
  const rule = {
    match: "all",
    rules: [{ field: "email", test: { op: "starts_with", value: start } }],
  };
  return withDatabase(system, async (query) => {
    const [row] = await query<{ id: string }>(
      "insert into segments (name, rule) values ($1, $2) returning id",
      [name, JSON.stringify(rule)],
    );
    return Number(row?.id);
  });
}

/** A draft of the plain letter to one segment; ends on its page, whose address it returns. */
export async function createLetter(page: Page, segmentId: number): Promise<string> {
  await page.goto(`/campaigns/new?template=letter&segment=${segmentId}`);
  await page.getByRole("button", { name: "캠페인 만들기" }).click();
  await page.waitForURL(/\/campaigns\/\d+$/);
  return page.url();
}
