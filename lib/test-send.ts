import { inArray, sql } from "drizzle-orm";
import { db } from "@/db";
import { suppressions } from "@/db/schema/audience";
import { campaigns } from "@/db/schema/campaigns";
import { compileCampaign, findMergeData, sampleMergeData } from "@/lib/campaign-content";
import { type Campaign, findCampaign } from "@/lib/campaigns";
import { storeContent } from "@/lib/content/store";
import { addRecipients, wakeUp } from "@/lib/delivery/direct";
import { maxTestAddresses, testSubjectPrefix } from "@/lib/domain/campaign-edit";
import type { CompiledContent, MergeData } from "@/lib/domain/compiled-content";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { normalizeEmail } from "@/lib/domain/email-address";
import { findSender, type Sender } from "@/lib/senders";
import { findTestGroup } from "@/lib/test-groups";

export type TestSendResult =
  | { ok: true; campaignId: number; recipientIds: number[]; addresses: string[] }
  | {
      ok: false;
      reason:
        | "not_found"
        | "no_address"
        | "too_many"
        | "no_sender"
        | "unknown_contact"
        | "unknown_group";
    }
  | { ok: false; reason: "bad_address"; address: string }
  | { ok: false; reason: "suppressed"; addresses: string[] }
  | { ok: false; reason: "problems"; problems: ContentProblem[] };

/**
 * Sends the mail as it stands to a few addresses and a saved group, through the same ledger and
 * engine as every mail.
 */
export async function sendTest(
  id: number,
  {
    to,
    groupId,
    contactId,
  }: {
    to: string[];
    /** A saved group that gets it too. */
    groupId?: number | undefined;
    contactId?: number | undefined;
    userId: number;
  },
): Promise<TestSendResult> {
  const group = groupId === undefined ? undefined : await findTestGroup(groupId);
  if (groupId !== undefined && !group) return { ok: false, reason: "unknown_group" };
  const addresses = readAddresses(to, group?.addresses ?? []);
  if (!addresses.ok) return addresses;
  const campaign = await findCampaign(id);
  if (!campaign) return { ok: false, reason: "not_found" };
  const sender = campaign.senderId === null ? undefined : await findSender(campaign.senderId);
  if (!sender) return { ok: false, reason: "no_sender" };
  const blocked = await listBlocked(addresses.normalized);
  if (blocked.length > 0) return { ok: false, reason: "suppressed", addresses: blocked };
  const result = await compileCampaign(campaign);
  if (!result.ok) return { ok: false, reason: "problems", problems: result.problems };
  const compiled = markAsTest(result.compiled);
  const contact = contactId === undefined ? undefined : await findMergeData(contactId);
  if (contactId !== undefined && !contact) return { ok: false, reason: "unknown_contact" };
  const data = contact?.data ?? sampleMergeData(compiled.locale);
  const contentHash = await storeContent(compiled);

  const people = addresses.emails.map((email) => ({ email, data }));
  const sent = await addTest({ campaign, sender, compiled, contentHash }, people);
  await wakeUp(sent.campaignId);
  return { ok: true, ...sent, addresses: addresses.emails };
}

/** A campaign row of its own, so that it is counted in no campaign's statistics. */
async function addTest(
  mail: { campaign: Campaign; sender: Sender; compiled: CompiledContent; contentHash: string },
  people: { email: string; data: MergeData }[],
): Promise<{ campaignId: number; recipientIds: number[] }> {
  const { campaign, sender, compiled, contentHash } = mail;
  return db.transaction(async (tx) => {
    const [test] = await tx
      .insert(campaigns)
      .values({
        brandId: campaign.brandId,
        kind: "test",
        testOfCampaignId: campaign.id,
        name: campaign.name,
        subject: campaign.subject,
        status: "sending",
        inDoubtPolicy: "hold", // a test that is in doubt is simply sent again by hand
        contentHash,
        mergeFields: compiled.fields,
        requiredFields: [],
        topicId: campaign.topicId,
        senderId: sender.id,
        fromName: sender.name,
        fromEmail: sender.email,
        launchedReplyTo: campaign.replyTo ?? sender.replyTo,
        startedAt: sql`now()`,
        fanoutFinishedAt: sql`now()`,
      })
      .returning({ id: campaigns.id });
    if (!test) throw new Error("The test campaign row could not be made.");
    const recipientIds = await addRecipients({ id: test.id, kind: "test" }, people, tx);
    return { campaignId: test.id, recipientIds };
  });
}

/**
 * "[Test]" comes first, before the (광고) label too: nobody may take a test for the real mail, and
 * what follows is exactly the subject that recipients will see.
 */
function markAsTest(compiled: CompiledContent): CompiledContent {
  const [first = "", ...rest] = compiled.subject.chunks;
  const chunks = [testSubjectPrefix(compiled.locale) + first, ...rest];
  return { ...compiled, subject: { ...compiled.subject, chunks } };
}

type Addresses =
  | { ok: true; emails: string[]; normalized: string[] }
  | { ok: false; reason: "no_address" | "too_many" }
  | { ok: false; reason: "bad_address"; address: string };

function readAddresses(to: string[], ofGroup: string[]): Addresses {
  const typed = to.map((address) => address.trim()).filter((address) => address !== "");
  const found = new Map<string, string>();
  for (const address of typed) {
    const result = normalizeEmail(address);
    if (!result.ok) return { ok: false, reason: "bad_address", address };
    found.set(result.normalized, result.email);
  }
  if (found.size > maxTestAddresses) return { ok: false, reason: "too_many" };
  for (const address of ofGroup) {
    const result = normalizeEmail(address);
    if (result.ok) found.set(result.normalized, result.email);
  }
  if (found.size === 0) return { ok: false, reason: "no_address" };
  return { ok: true, emails: [...found.values()], normalized: [...found.keys()] };
}

/** Bounced or blocked by hand: SES would count another bounce against us. */
async function listBlocked(normalized: string[]): Promise<string[]> {
  const rows = await db
    .selectDistinct({ email: suppressions.emailNormalized })
    .from(suppressions)
    .where(
      sql`${inArray(suppressions.emailNormalized, normalized)} and ${suppressions.reason} in ('bounce', 'manual')`,
    );
  return rows.map(({ email }) => email);
}
