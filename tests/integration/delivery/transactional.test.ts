import { beforeEach, expect, test } from "vitest";
import { acceptsOf, drain, drainEvents, liftRate, setFaults } from "@/tests/support/engine";
import { db } from "@/db";
import { suppressions } from "@/db/schema/audience";
import { sendTransactional } from "@/lib/transactional";
import { listRows } from "@/tests/support/launched-campaign";

beforeEach(async () => {
  await liftRate();
  await setFaults([]);
});

const signIn = (email: string) =>
  sendTransactional({
    messageType: "sign-in-link",
    locale: "ko",
    to: { email, name: "김하나" },
    data: { url: "http://localhost:3000/api/auth/callback/email?token=secret" },
  });

test("a sign-in mail leaves through the transactional lane, and its secret is wiped when it is sent", async () => {
  const { campaignId, recipientId } = await signIn("someone@shop.test");
  expect(await drain("send")).toBe(0);
  expect(await drain("transactional")).toBe(1);
  const [row] = await listRows(campaignId);
  expect(row).toMatchObject({ id: recipientId, status: "sent", mergeData: null });
  expect(await acceptsOf(campaignId)).toMatchObject([
    { to: expect.stringContaining("someone@shop.test") },
  ]);
});

test("mails of one kind and month share a row", async () => {
  const first = await signIn("a@shop.test");
  const second = await signIn("b@shop.test");
  expect(second.campaignId).toBe(first.campaignId);
});

test("a suppressed user can still sign in", async () => {
  await db
    .insert(suppressions)
    .values({ emailNormalized: "bounced@shop.test", reason: "bounce", source: "ses" });
  const { campaignId, recipientId } = await signIn("bounced@shop.test");
  await drain("transactional");
  const rows = await listRows(campaignId);
  expect(rows.find(({ id }) => id === recipientId)).toMatchObject({ status: "sent" });
});

test("the secret stays while the outcome is unknown and goes when an event proves it", async () => {
  await setFaults([{ kind: "error_after", count: 1 }]);
  const { campaignId, recipientId } = await signIn("doubt@shop.test");
  const find = async () => (await listRows(campaignId)).find(({ id }) => id === recipientId);
  await drain("transactional");
  expect(await find()).toMatchObject({
    status: "in_doubt",
    mergeData: { url: expect.any(String) },
  });
  await drainEvents();
  expect(await find()).toMatchObject({ status: "sent", mergeData: null });
});
