import { desc, eq, inArray, sql } from "drizzle-orm";
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
import { blankMails, findMailsOf } from "@/lib/erase-ledger";
import { forgetWords } from "@/lib/erase-words";

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
      .select({ id: contacts.id, email: contacts.email })
      .from(contacts)
      .where(eq(contacts.emailNormalized, address.normalized))
      .for("update");
    const ids = await listPerson(tx, { contactId: contact?.id, address: address.normalized });
    const mails = ids.length === 0 ? [] : await findMailsOf(tx, ids);
    const note = { why: maskAddresses(why), requestedBy: userId };
    const erasureId = await noteErasure(tx, {
      ...note,
      address: address.normalized,
      contactId: ids[0] ?? null,
      mails,
      counts: { contacts: ids.length, mails: mails.length },
    });
    if (erasureId === undefined) return [];
    const others: (number | undefined)[] = [];
    for (const other of await listMergedAddresses(tx, ids)) {
      others.push(await noteErasure(tx, { ...note, ...other, mails: [], counts: {} }));
      await forgetAddress(tx, other.address);
      await forgetWords(tx, [other.address]);
    }
    await blankMails(tx, mails);
    await forgetAddress(tx, address.normalized);
    // With the domain as it was written, which may not be in Latin letters.
    await forgetWords(tx, [address.normalized, address.email, contact?.email ?? address.email]);
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

/** The contact with those merged into it; of one that was deleted before, who it had been merged from. */
async function listPerson(
  tx: Database,
  { contactId, address }: { contactId: number | undefined; address: string },
): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select distinct m.into_contact_id as id from contact_merges m
    where m.into_email_normalized = ${address}
      and not exists (select 1 from contacts c where c.id = m.into_contact_id)`);
  const own = [
    ...(contactId === undefined ? [] : [contactId]),
    ...rows.map(({ id }) => Number(id)),
  ];
  const merged = await Promise.all(own.map((id) => listMergedIds(id, tx)));
  return [...new Set([...own, ...merged.flat()])];
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
    update contact_merges set from_email_normalized = nullif(from_email_normalized, ${emailNormalized}),
      into_email_normalized = nullif(into_email_normalized, ${emailNormalized})
    where ${emailNormalized} in (from_email_normalized, into_email_normalized)`);
}

/** Subscriptions, imports, segments and engagement go with the contact. */
export async function forgetContacts(tx: Database, ids: number[]): Promise<void> {
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
  await tx.execute(sql`
    delete from duplicate_groups where contact_ids && ${sql.param(ids)}::bigint[]`);
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
