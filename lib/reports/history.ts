import { and, asc, eq, ne } from "drizzle-orm";
import { db } from "@/db";
import { campaigns } from "@/db/schema/campaigns";
import { attemptFailures, duplicateAccepts, emailEvents, recipients } from "@/db/schema/recipients";
import { personalise } from "@/lib/content/personalise";
import { getContent } from "@/lib/content/store";
import { maskAddresses } from "@/lib/domain/mask";
import { inertUrls } from "@/lib/public/recipient-urls";

/** One line of a recipient's story, oldest first. */
export type HistoryEntry = { at: Date } & (
  | { kind: "planned" | "claimed" | "accepted" | "failed" }
  | { kind: "refused"; outcome: string; code: string; message: string; attemptNo: number }
  | { kind: "event"; type: (typeof emailEvents.$inferSelect)["type"]; detail: string }
  | { kind: "accepted_again"; sesMessageId: string }
);

export type RecipientDetail = typeof recipients.$inferSelect & { history: HistoryEntry[] };

/** A story for who may not see addresses: mail servers repeat them in their answers. */
export function maskHistory(entries: HistoryEntry[]): HistoryEntry[] {
  return entries.map((entry) => {
    if (entry.kind === "refused") return { ...entry, message: maskAddresses(entry.message) };
    if (entry.kind === "event") return { ...entry, detail: maskAddresses(entry.detail) };
    return entry;
  });
}

/** Everything known about one recipient of a campaign. */
export async function findRecipient(
  campaignId: number,
  recipientId: number,
): Promise<RecipientDetail | undefined> {
  const [recipient] = await db
    .select()
    .from(recipients)
    .where(and(eq(recipients.campaignId, campaignId), eq(recipients.id, recipientId)));
  if (!recipient) return undefined;
  const entries = await Promise.all([
    listRefusals(campaignId, recipientId),
    listReports(campaignId, recipientId),
    listSecondAccepts(campaignId, recipientId),
  ]);
  const history = [...milestones(recipient), ...entries.flat()];
  return { ...recipient, history: history.toSorted((a, b) => a.at.getTime() - b.at.getTime()) };
}

async function listRefusals(campaignId: number, recipientId: number): Promise<HistoryEntry[]> {
  const rows = await db
    .select()
    .from(attemptFailures)
    .where(
      and(eq(attemptFailures.campaignId, campaignId), eq(attemptFailures.recipientId, recipientId)),
    );
  return rows.map(({ at, outcome, code, message, attemptNo }) => ({
    kind: "refused",
    at,
    outcome,
    code,
    message,
    attemptNo,
  }));
}

/** More events than this on one mail are machines. */
const mostEvents = 500;

async function listReports(campaignId: number, recipientId: number): Promise<HistoryEntry[]> {
  const rows = await db
    .select()
    .from(emailEvents)
    .where(and(eq(emailEvents.campaignId, campaignId), eq(emailEvents.recipientId, recipientId)))
    .orderBy(asc(emailEvents.occurredAt))
    .limit(mostEvents);
  return rows.map(({ occurredAt, type, payload }) => ({
    kind: "event",
    at: occurredAt,
    type,
    detail: describePayload(payload),
  }));
}

async function listSecondAccepts(campaignId: number, recipientId: number): Promise<HistoryEntry[]> {
  const rows = await db
    .select()
    .from(duplicateAccepts)
    .where(
      and(
        eq(duplicateAccepts.campaignId, campaignId),
        eq(duplicateAccepts.recipientId, recipientId),
      ),
    );
  return rows.map(({ seenAt, sesMessageId }) => ({
    kind: "accepted_again",
    at: seenAt,
    sesMessageId,
  }));
}

function milestones(recipient: typeof recipients.$inferSelect): HistoryEntry[] {
  const entries: HistoryEntry[] = [{ kind: "planned", at: recipient.createdAt }];
  if (recipient.claimedAt) entries.push({ kind: "claimed", at: recipient.claimedAt });
  if (recipient.sentAt) entries.push({ kind: "accepted", at: recipient.sentAt });
  if (recipient.failedAt) entries.push({ kind: "failed", at: recipient.failedAt });
  return entries;
}

/** The one thing of a report that a person asks for: the SMTP reply, the link, the delay. */
function describePayload(payload: unknown): string {
  const found =
    read(payload, "bounce", "bouncedRecipients", "0", "diagnosticCode") ??
    read(payload, "delivery", "smtpResponse") ??
    read(payload, "deliveryDelay", "delayType") ??
    read(payload, "complaint", "complaintFeedbackType") ??
    read(payload, "reject", "reason") ??
    read(payload, "url");
  return typeof found === "string" ? found : "";
}

function read(value: unknown, ...path: string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}

/** The exact mail, with links that act on nobody; undefined once its data is gone. */
export async function rebuildMail(
  campaignId: number,
  recipientId: number,
): Promise<{ subject: string; html: string; text: string } | undefined> {
  const [row] = await db
    .select({ mergeData: recipients.mergeData, contentHash: campaigns.contentHash })
    .from(recipients)
    .innerJoin(campaigns, eq(campaigns.id, recipients.campaignId))
    .where(
      and(
        eq(recipients.campaignId, campaignId),
        eq(recipients.id, recipientId),
        // A sign-in link that still waits would let its reader in as somebody else.
        ne(campaigns.kind, "transactional"),
      ),
    );
  if (!row || row.mergeData === null || row.contentHash === null) return undefined;
  const compiled = await getContent(row.contentHash);
  return personalise(compiled, { data: row.mergeData, urls: inertUrls(compiled.links) });
}
