import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { contacts, suppressions, type SuppressionReason } from "@/db/schema/audience";
import { recordAudit } from "@/lib/audit";
import { isSesReason, wishAtSes } from "@/lib/ses-suppressions";
import { tellSesAbout } from "@/lib/ses-suppression-tasks";
import { recordConsent } from "./consents";

/** Stops mail to an address; false when it already was for this reason. */
export async function suppress(
  suppression: {
    emailNormalized: string;
    reason: SuppressionReason;
    source: string; // "ses", "one_click", "import:12", "user:3"
    note?: string | null;
    campaignId?: number | null;
    recipientId?: number | null;
    createdBy?: number | null;
  },
  database: Database = db,
): Promise<boolean> {
  const [added] = await database
    .insert(suppressions)
    .values(suppression)
    .onConflictDoNothing()
    .returning({ email: suppressions.emailNormalized });
  return added !== undefined;
}

/** Stops mail to several addresses by hand; returns how many are new. */
export async function suppressByHand(
  { addresses, note, userId }: { addresses: string[]; note: string; userId: number },
  database: Database = db,
): Promise<number> {
  return database.transaction(async (tx) => {
    const added = await tx
      .insert(suppressions)
      .values(
        addresses.map((emailNormalized) => ({
          emailNormalized,
          reason: "manual" as const,
          source: `user:${userId}`,
          note,
          createdBy: userId,
        })),
      )
      .onConflictDoNothing()
      .returning({ email: suppressions.emailNormalized });
    const details = { asked: addresses.length, added: added.length };
    await recordAudit({ userId, action: "suppression.add", details }, tx);
    return added.length;
  });
}

/**
 * Allows mail to an address again, for one of its reasons. Topics stay as they are: who
 * unsubscribed from everything has to subscribe again. SES keeps a list of bounces and
 * complaints of its own, which is cleared too, or the next mail would vanish there: told at once,
 * and again until it has heard (`isSesCleared` false).
 */
export async function liftSuppression(lift: {
  emailNormalized: string;
  reason: SuppressionReason;
  why: string;
  userId: number;
}): Promise<{ ok: true; isSesCleared: boolean } | { ok: false; reason: "not_found" }> {
  const { emailNormalized, reason, why, userId } = lift;
  const isLifted = await db.transaction(async (tx) => {
    const [lifted] = await tx
      .delete(suppressions)
      .where(
        and(eq(suppressions.emailNormalized, emailNormalized), eq(suppressions.reason, reason)),
      )
      .returning({ source: suppressions.source });
    if (!lifted) return false;
    const contactId = await findContactId(emailNormalized, tx);
    if (reason === "soft_bounce") await forgiveBounces(emailNormalized, tx);
    if (reason === "unsubscribe") {
      const evidence = { source: "manual" as const, wording: why, userId };
      const consent = { contactId, emailNormalized, topicId: null, action: "granted" as const };
      await recordConsent({ ...consent, evidence }, tx);
    }
    const details = { reason, why, source: lifted.source };
    const subject = contactId ? `contact:${contactId}` : `address:${fingerprint(emailNormalized)}`;
    await recordAudit({ userId, action: "suppression.lift", subject, details }, tx);
    if (isSesReason(reason)) await liftAtSes(emailNormalized, reason, tx);
    return true;
  });
  if (!isLifted) return { ok: false, reason: "not_found" };
  return { ok: true, isSesCleared: !isSesReason(reason) || (await tellSesAbout(emailNormalized)) };
}

/** SES has one entry for both reasons: while the other one stands here, it stays there too. */
async function liftAtSes(email: string, lifted: "bounce" | "complaint", tx: Database) {
  const rest = await tx
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, email));
  const reason = rest.map((row) => row.reason).find(isSesReason);
  await wishAtSes({ email, reason }, lifted, tx);
}

/** A fresh start: what bounced until now does not count towards the next time. */
async function forgiveBounces(emailNormalized: string, database: Database): Promise<void> {
  await database
    .update(contacts)
    .set({ bouncesForgivenAt: sql`now()` })
    .where(eq(contacts.emailNormalized, emailNormalized));
}

/** The audit log holds no addresses; this tells two entries about the same one. */
function fingerprint(email: string): string {
  return createHash("sha256").update(email).digest("hex").slice(0, 16);
}

async function findContactId(emailNormalized: string, database: Database) {
  const [contact] = await database
    .select({ id: contacts.id })
    .from(contacts)
    .where(eq(contacts.emailNormalized, emailNormalized));
  return contact?.id ?? null;
}
