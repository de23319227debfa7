import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { contacts } from "@/db/schema/audience";
import { bulkChanges } from "@/db/schema/bulk-actions";
import { erasures } from "@/db/schema/erasures";
import { users } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { enqueueControl } from "@/lib/aws/sqs";
import { listMergedIds } from "@/lib/contact-history";
import { normalizeEmail } from "@/lib/domain/email-address";
import { maskAddresses } from "@/lib/domain/mask";
import type { RecipientKey } from "@/lib/domain/recipient-key";
import { blankMails, findMailsOf } from "@/lib/erase-ledger";

export type EraseResult =
  | { ok: true; erasureId: number }
  | { ok: false; reason: "bad_address" | "already_erased" };

/**
 * Forgets a person (GDPR 17) by their address, whether they are a contact now or not. What an index
 * finds goes at once, in one transaction; the runner searches through the rest
 * (lib/erasure-search.ts). A salted hash stays, which keeps the address from becoming a contact
 * again: docs/decisions/016-erasure.md.
 */
export async function erasePerson(
  { email, why }: { email: string; why: string },
  { userId }: { userId: number },
): Promise<EraseResult> {
  const address = normalizeEmail(email);
  if (!address.ok) return { ok: false, reason: "bad_address" };
  const erasureIds = await db.transaction(async (tx) => {
    const [contact] = await tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(eq(contacts.emailNormalized, address.normalized))
      .for("update");
    const ids = contact ? [contact.id, ...(await listMergedIds(contact.id, tx))] : [];
    const mails = ids.length === 0 ? [] : await findMailsOf(tx, ids);
    const note = { why: maskAddresses(why), requestedBy: userId };
    const erasureId = await noteErasure(tx, {
      ...note,
      address: address.normalized,
      contactId: contact?.id ?? null,
      mails,
      counts: { contacts: ids.length, mails: mails.length },
    });
    if (erasureId === undefined) return [];
    const others: (number | undefined)[] = [];
    for (const other of await listMergedAddresses(tx, ids)) {
      others.push(await noteErasure(tx, { ...note, ...other, mails: [], counts: {} }));
      await forgetAddress(tx, other.address);
    }
    await blankMails(tx, mails);
    await forgetAddress(tx, address.normalized);
    if (ids.length > 0) await forgetContacts(tx, ids);
    const details = { why: maskAddresses(why), mails: mails.length };
    const subject = `erasure:${erasureId}`;
    await recordAudit({ userId, action: "contact.erase", subject, details }, tx);
    return [erasureId, ...others.filter((id) => id !== undefined)];
  });
  const [erasureId] = erasureIds;
  if (erasureId === undefined) return { ok: false, reason: "already_erased" };
  for (const id of erasureIds) await enqueueControl({ v: 1, type: "erase", erasureId: id });
  return { ok: true, erasureId };
}

/** undefined when the address was erased before. */
async function noteErasure(
  tx: Database,
  { address, ...values }: Omit<typeof erasures.$inferInsert, "hash"> & { address: string },
): Promise<number | undefined> {
  const [erasure] = await tx
    .insert(erasures)
    .values({ ...values, hash: sql`erasure_hash(${address})` })
    .onConflictDoNothing()
    .returning({ id: erasures.id });
  return erasure?.id;
}

/** Under which else the person was known, unless that is another contact's by now. */
async function listMergedAddresses(
  tx: Database,
  contactIds: number[],
): Promise<{ contactId: number; address: string }[]> {
  const { rows } = await tx.execute<{ id: string; address: string }>(sql`
    select m.from_contact_id as id, m.from_email_normalized as address from contact_merges m
    where m.from_contact_id = any(${sql.param(contactIds)}::bigint[])
      and m.from_email_normalized is not null and not exists (
        select 1 from contacts c where c.email_normalized = m.from_email_normalized)`);
  return rows.map(({ id, address }) => ({ contactId: Number(id), address }));
}

/** Where the address itself is the key. Of consent its date and topic stay, without the person. */
async function forgetAddress(tx: Database, emailNormalized: string): Promise<void> {
  await tx.execute(sql`
    update consents set email_normalized = null, wording = null, ip = null, user_agent = null
    where email_normalized = ${emailNormalized}`);
  await tx.execute(sql`delete from suppressions where email_normalized = ${emailNormalized}`);
  await tx.execute(sql`
    delete from ses_suppression_tasks where email_normalized = ${emailNormalized}`);
  await tx.execute(sql`
    update contact_merges set from_email_normalized = null
    where from_email_normalized = ${emailNormalized}`);
  await forgetSearches(tx, emailNormalized);
}

/** What users looked for stands in their views and in what was done to everybody found. */
async function forgetSearches(tx: Database, emailNormalized: string): Promise<void> {
  const address = emailNormalized.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  await tx.execute(sql`delete from contact_views where query->>'q' ~* ${address}`);
  // Not emptied: no words would mean everybody.
  await tx.execute(sql`
    update bulk_actions set selection = regexp_replace(selection::text, ${address}, '-', 'gi')::jsonb,
      deed = regexp_replace(deed::text, ${address}, '-', 'gi')::jsonb
    where selection::text ~* ${address} or deed::text ~* ${address}`);
}

/** Subscriptions, imports, segments and engagement go with the contact. */
async function forgetContacts(tx: Database, ids: number[]): Promise<void> {
  await tx.execute(sql`
    update consents set email_normalized = null, wording = null, ip = null, user_agent = null
    where contact_id = any(${sql.param(ids)}::bigint[])`);
  await tx.execute(sql`
    delete from suppressions x using contacts c
    where c.id = any(${sql.param(ids)}::bigint[]) and x.email_normalized = c.email_normalized`);
  await tx.execute(sql`
    delete from contact_merges where into_contact_id = any(${sql.param(ids)}::bigint[])
      or from_contact_id = any(${sql.param(ids)}::bigint[])`);
  await tx.delete(bulkChanges).where(inArray(bulkChanges.contactId, ids));
  await tx.delete(contacts).where(inArray(contacts.id, ids));
}

/** Who was erased, newest first: numbers and reasons, no addresses. */
export async function listErasures({ limit }: { limit: number }) {
  return db
    .select({
      id: erasures.id,
      why: erasures.why,
      requestedAt: erasures.requestedAt,
      requestedByName: users.name,
      requestedByEmail: users.email,
      counts: erasures.counts,
      searchedAt: erasures.searchedAt,
      sweptAt: erasures.sweptAt,
    })
    .from(erasures)
    .leftJoin(users, eq(users.id, erasures.requestedBy))
    .orderBy(desc(erasures.id))
    .limit(limit);
}

const lateReportsDays = 7;

/** When a sweep is worth its while: at once after a fan-out under way, then once an hour, and at the end. */
const isDue = sql`(${erasures.requestedAt} > now() - interval '20 minutes'
  or ${erasures.requestedAt} < now() - ${lateReportsDays}::int * interval '1 day'
  or extract(minute from now()) = 7)`;

/**
 * Once more what may have come since: a report of SES about a mail that was sent before, a row that
 * a fan-out under way had planned. For a week; then the numbers that lead there are forgotten too.
 */
export async function sweepErasures(): Promise<void> {
  const open = await db
    .select({
      id: erasures.id,
      contactId: erasures.contactId,
      mails: erasures.mails,
      isLast: sql<boolean>`${erasures.requestedAt} < now() - ${lateReportsDays}::int * interval '1 day'`,
    })
    .from(erasures)
    .where(and(isNull(erasures.sweptAt), isDue));
  for (const { id, contactId, mails, isLast } of open) {
    const known = readMails(mails);
    await db.transaction(async (tx) => {
      const added = await findAddedMeanwhile(tx, id);
      const ids = contactId === null ? added : [contactId, ...added];
      const late = ids.length === 0 ? [] : await findMailsOf(tx, ids);
      await blankMails(tx, [...known, ...late]);
      if (added.length > 0) await forgetContacts(tx, added);
      const values = isLast
        ? { mails: null, contactId: null, sweptAt: sql`now()` }
        : { mails: [...known, ...late] };
      await tx
        .update(erasures)
        .set(values)
        .where(and(eq(erasures.id, id), isNull(erasures.sweptAt)));
    });
  }
}

/**
 * Contacts of a transaction (an import's, say) that was open while the person was erased: neither
 * could see the other. Such a row is dated with the begin of its transaction.
 */
async function findAddedMeanwhile(tx: Database, erasureId: number): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select c.id from erasures e, erasure_salt s, contacts c
    where e.id = ${erasureId}::bigint
      and c.created_at > e.requested_at - interval '1 hour'
      and c.created_at < e.requested_at + interval '1 minute'
      and e.hash = sha256(s.salt || convert_to(c.email_normalized, 'UTF8'))`);
  return rows.map(({ id }) => Number(id));
}

/** As this file stored them. */
export function readMails(mails: unknown): RecipientKey[] {
  return Array.isArray(mails) ? (mails as RecipientKey[]) : [];
}
