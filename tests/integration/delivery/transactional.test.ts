import { beforeEach, expect, test } from "vitest";
import { acceptsOf, drain, drainEvents, liftRate, setFaults } from "@/tests/support/engine";
import { eq } from "drizzle-orm";
import { db } from "@/db";
import { suppressions } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { recipients } from "@/db/schema/recipients";
import { users } from "@/db/schema/users";
import { personalise } from "@/lib/content/personalise";
import { getContent } from "@/lib/content/store";
import { cancelCampaign, pauseCampaign } from "@/lib/delivery/lifecycle";
import { rebuildMail } from "@/lib/reports/history";
import { inertUrls } from "@/lib/public/recipient-urls";
import { sendTransactional } from "@/lib/transactional";
import { inviteUser } from "@/lib/user-invitation";
import { getStatus, listRows } from "@/tests/support/launched-campaign";

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

test("nobody reads a sign-in link that still waits, as a copy of the mail", async () => {
  const { campaignId, recipientId } = await signIn("boss@shop.test");
  expect(await rebuildMail(campaignId, recipientId)).toBeUndefined();
});

test("an address that SES refuses keeps nobody else from signing in", async () => {
  await drain("transactional"); // what an earlier test left
  const message = "Email address is not verified.";
  await setFaults([{ kind: "refuse", count: 1, error: "MessageRejected", message }]);
  const { campaignId, recipientId } = await signIn("unverified@shop.test");
  await drain("transactional");
  const find = async (id: number) => (await listRows(campaignId)).find((row) => row.id === id);
  expect(await find(recipientId)).toMatchObject({ status: "queued", attempts: 1 });
  expect(await getStatus(campaignId)).toMatchObject({ status: "sending" });
  const next = await signIn("verified@shop.test");
  await drain("transactional");
  expect(await find(next.recipientId)).toMatchObject({ status: "sent" });
});

test("nobody can pause or cancel the mails of the system", async () => {
  const { campaignId } = await signIn("c@shop.test");
  const refused = { ok: false, reason: "wrong_status" };
  expect(await pauseCampaign(campaignId, { userId: 1 })).toEqual(refused);
  expect(await cancelCampaign(campaignId, { userId: 1 })).toEqual(refused);
  expect(await getStatus(campaignId)).toMatchObject({ status: "sending" });
});

test("an invitation says in words what the invited person may do", async () => {
  const boss = { email: "boss@team.test", name: "김대표", role: "admin" as const };
  const [inviter] = await db.insert(users).values(boss).returning();
  if (!inviter) throw new Error("The user was not stored.");
  await inviteUser({ email: "new@team.test", role: "marketer", inviter });
  const [mail] = await db
    .select({ contentHash: campaigns.contentHash, data: recipients.mergeData })
    .from(recipients)
    .innerJoin(campaigns, eq(campaigns.id, recipients.campaignId))
    .where(eq(recipients.email, "new@team.test"));
  const compiled = await getContent(mail?.contentHash ?? "");
  const { text } = personalise(compiled, { data: mail?.data ?? {}, urls: inertUrls() });
  expect(text).toContain("맡으실 역할: 마케터");
});
