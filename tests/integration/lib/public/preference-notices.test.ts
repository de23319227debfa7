import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { subscriptions, topics } from "@/db/schema/audience";
import { savePreferences, showPreferences } from "@/lib/public/preferences";
import { request, sendMail, stateOf } from "@/tests/support/sent-mail";

test("who never answered refuses the notices of a topic, and only where they come", async () => {
  const mail = await sendMail();
  await db.update(topics).set({ includesUnanswered: true }).where(eq(topics.id, mail.sale));
  await db.delete(subscriptions).where(eq(subscriptions.topicId, mail.sale));
  const token = mail.token("unsubscribe");
  const page = async () => (await showPreferences(request(`/u/${token}`, {}), token)).text();
  expect(await page()).toContain(`name="stop" value="${mail.sale}"`);
  expect(await page()).not.toContain(`name="stop" value="${mail.news}"`);
  const body = new URLSearchParams([
    ["do", "save"],
    ["topic", String(mail.news)],
    ["stop", String(mail.sale)],
    ["stop", String(mail.hidden)], // never shown to this person
  ]);
  await savePreferences(request(`/u/${token}`, { method: "POST", body }), token);
  const after = await stateOf(mail);
  expect(after.subscribed).toEqual([mail.news]);
  expect(after.consents.map(({ topicId, action }) => ({ topicId, action }))).toEqual([
    { topicId: mail.sale, action: "withdrawn" },
  ]);
  expect(await page()).not.toContain('name="stop"');
});
