import { eq, inArray, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import {
  contacts,
  suppressions,
  type PropertyValues,
  type SuppressionReason,
} from "@/db/schema/audience";
import { recordAudit } from "@/lib/audit";
import { normalizeEmail, type EmailProblem } from "@/lib/domain/email-address";
import { isErased } from "@/lib/erased-addresses";
import { transactionOrBusy } from "@/lib/lock-wait";

export type Contact = typeof contacts.$inferSelect;

export async function findContact(id: number): Promise<Contact | undefined> {
  const [contact] = await db.select().from(contacts).where(eq(contacts.id, id));
  return contact;
}

/** By address, however it is spelled. */
export async function findContactByEmail(email: string): Promise<Contact | undefined> {
  const address = normalizeEmail(email);
  if (!address.ok) return undefined;
  const [contact] = await db
    .select()
    .from(contacts)
    .where(eq(contacts.emailNormalized, address.normalized));
  return contact;
}

export type ContactInput = {
  email: string;
  name: string;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  properties: PropertyValues; // those that are set; null takes a value away
};

export type SaveContactResult =
  | { ok: true; id: number }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "busy" } // an import is changing them: see lib/lock-wait.ts
  | { ok: false; reason: "erased" } // the person asked to be forgotten
  | { ok: false; reason: "exists"; id: number }
  | { ok: false; reason: `email_${EmailProblem}` };

/** One contact by hand. Consent is another matter: see lib/subscriptions.ts. */
export async function createContact(
  input: ContactInput,
  { userId }: { userId: number },
): Promise<SaveContactResult> {
  const address = normalizeEmail(input.email);
  if (!address.ok) return { ok: false, reason: `email_${address.reason}` };
  // The database would take such a row out again without a word.
  if (await isErased(address.normalized)) return { ok: false, reason: "erased" };
  const saved = await transactionOrBusy<SaveContactResult>(async (tx) => {
    const [created] = await tx
      .insert(contacts)
      .values({
        ...tidy(input),
        email: address.email,
        emailNormalized: address.normalized,
        properties: withoutNulls(input.properties),
        source: "manual",
      })
      .onConflictDoNothing()
      .returning({ id: contacts.id });
    if (!created) return existing(address.normalized, tx);
    const subject = `contact:${created.id}`;
    await recordAudit({ userId, action: "contact.create", subject }, tx);
    return { ok: true, id: created.id };
  });
  return saved === "busy" ? { ok: false, reason: saved } : saved;
}

async function existing(emailNormalized: string, database: Database): Promise<SaveContactResult> {
  const [other] = await database
    .select({ id: contacts.id })
    .from(contacts)
    .where(eq(contacts.emailNormalized, emailNormalized));
  return other ? { ok: false, reason: "exists", id: other.id } : { ok: false, reason: "not_found" };
}

export async function updateContact(
  id: number,
  input: ContactInput,
  { userId }: { userId: number },
): Promise<SaveContactResult> {
  const address = normalizeEmail(input.email);
  if (!address.ok) return { ok: false, reason: `email_${address.reason}` };
  const [other] = await db
    .select({ id: contacts.id })
    .from(contacts)
    .where(eq(contacts.emailNormalized, address.normalized));
  if (other && other.id !== id) return { ok: false, reason: "exists", id: other.id };
  if (!other && (await isErased(address.normalized))) return { ok: false, reason: "erased" };
  const saved = await transactionOrBusy<SaveContactResult>(async (tx) => {
    const [former] = await tx.select().from(contacts).where(eq(contacts.id, id)).for("update");
    const [updated] = await tx
      .update(contacts)
      .set({
        ...tidy(input),
        email: address.email,
        emailNormalized: address.normalized,
        properties: sql`jsonb_strip_nulls(${contacts.properties} || ${JSON.stringify(input.properties)}::jsonb)`,
        updatedAt: sql`now()`,
      })
      .where(eq(contacts.id, id))
      .returning({ id: contacts.id });
    if (!former || !updated) return { ok: false, reason: "not_found" };
    const fields = changedFields(
      former,
      { ...tidy(input), email: address.email },
      input.properties,
    );
    if (fields.length === 0) return { ok: true, id };
    const subject = `contact:${id}`;
    await recordAudit({ userId, action: "contact.update", subject, details: { fields } }, tx);
    return { ok: true, id };
  });
  return saved === "busy" ? { ok: false, reason: saved } : saved;
}

function tidy({ name, firstName, lastName, phone }: ContactInput) {
  const text = (value: string | null) => value?.normalize("NFC").trim() || null;
  return {
    name: text(name) ?? "",
    firstName: text(firstName),
    lastName: text(lastName),
    phone: text(phone),
  };
}

/** Which fields were changed, for the log: their names, never what was or is in them. */
function changedFields(
  former: Contact,
  next: ReturnType<typeof tidy> & { email: string },
  properties: PropertyValues,
): string[] {
  const names = ["email", "name", "firstName", "lastName", "phone"] as const;
  const isOther = (key: string) =>
    JSON.stringify(former.properties[key] ?? null) !== JSON.stringify(properties[key] ?? null);
  return [
    ...names.filter((name) => former[name] !== next[name]),
    ...Object.keys(properties).filter(isOther),
  ];
}

function withoutNulls(values: PropertyValues): PropertyValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/**
 * Deletes contacts and their subscriptions. The ledger keeps its rows without the contact, what
 * waits to be sent is skipped, and the evidence of consent stays: a refusal outlives deletion.
 */
export async function deleteContacts(
  ids: number[],
  { userId }: { userId: number },
): Promise<number> {
  if (ids.length === 0) return 0;
  return db.transaction(async (tx) => {
    const deleted = await dropFromLedger(ids, tx);
    if (deleted.length > 0) {
      await recordAudit(
        {
          userId,
          action: "contact.delete",
          ...(deleted.length === 1 && { subject: `contact:${deleted[0]}` }),
          details: { count: deleted.length },
        },
        tx,
      );
    }
    return deleted.length;
  });
}

/** The contacts go; their rows in the ledger stay without them, and what waits there is skipped. */
export async function dropFromLedger(ids: number[], tx: Database): Promise<number[]> {
  if (ids.length === 0) return [];
  await tx.execute(sql`
    update recipients set contact_id = null,
      status = case when status = 'queued' then 'skipped'::recipient_status else status end,
      skip_reason = case when status = 'queued' then 'erased'::skip_reason else skip_reason end
    where contact_id = any(${sql.param(ids)}::bigint[])`);
  const deleted = await tx
    .delete(contacts)
    .where(inArray(contacts.id, ids))
    .returning({ id: contacts.id });
  return deleted.map(({ id }) => id);
}

/** Why an address must not be mailed; empty = it may. */
export async function listSuppressionReasons(
  emailNormalized: string,
): Promise<SuppressionReason[]> {
  const rows = await db
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(eq(suppressions.emailNormalized, emailNormalized));
  return rows.map(({ reason }) => reason);
}
