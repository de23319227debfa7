import { and, asc, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { db, type Database } from "@/db";
import { brands, identities, senders } from "@/db/schema/organization";
import { recordAudit } from "@/lib/audit";
import { identityNamesOf, domainOf } from "@/lib/domain/identity-name";
import { isMailboxProvider } from "@/lib/domain/mailbox-providers";

export type Sender = {
  id: number;
  brandId: number;
  name: string;
  email: string;
  replyTo: string | null;
  isDefault: boolean;
  archivedAt: Date | null;
};

/** Whether SES lets us send from an address, as it said last; "unknown" before the first look. */
export type IdentityState = "verified" | "unverified" | "unknown";

export type ListedSender = Sender & { identityState: IdentityState; identityName: string | null };

export type SenderInput = { name: string; email: string; replyTo: string | null };

export type SenderRefusal = "mailbox_provider" | "already_there" | "not_found" | "last_sender";
export type SenderChange =
  | { ok: true; id: number; name: string }
  | { ok: false; reason: SenderRefusal };

const columns = {
  id: senders.id,
  brandId: senders.brandId,
  name: senders.name,
  email: senders.email,
  replyTo: senders.replyTo,
  isDefault: senders.isDefault,
  archivedAt: senders.archivedAt,
};

/** Senders that campaigns can choose, the default first. */
export async function listSenders(): Promise<ListedSender[]> {
  const rows = await db
    .select(columns)
    .from(senders)
    .where(isNull(senders.archivedAt))
    .orderBy(desc(senders.isDefault), asc(senders.id));
  const known = await knownIdentities();
  return rows.map((sender) => ({ ...sender, ...identityOf(sender.email, known) }));
}

export async function findSender(id: number): Promise<Sender | undefined> {
  const [sender] = await db.select(columns).from(senders).where(eq(senders.id, id));
  return sender;
}

/** Adds a sender to the default brand; the first one becomes the default. */
export async function createSender(
  input: SenderInput,
  by: number,
  database: Database = db,
): Promise<SenderChange> {
  if (isMailboxProvider(domainOf(input.email))) return { ok: false, reason: "mailbox_provider" };
  return database.transaction(async (tx) => {
    await tx.execute(lockSenders);
    const active = await tx
      .select({ name: senders.name, email: senders.email })
      .from(senders)
      .where(isNull(senders.archivedAt));
    if (active.some((other) => other.name === input.name && other.email === input.email)) {
      return { ok: false, reason: "already_there" };
    }
    const [row] = await tx
      .insert(senders)
      .values({
        ...input,
        brandId: sql`(select min(${brands.id}) from ${brands})`,
        isDefault: active.length === 0,
      })
      .returning({ id: senders.id });
    if (!row) throw new Error("The sender was not stored.");
    await recordAudit({ userId: by, action: "sender.create", subject: `sender:${row.id}` }, tx);
    return { ok: true, id: row.id, name: input.name };
  });
}

export async function updateSender(
  id: number,
  input: SenderInput,
  by: number,
): Promise<SenderChange> {
  if (isMailboxProvider(domainOf(input.email))) return { ok: false, reason: "mailbox_provider" };
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(senders)
      .set(input)
      .where(and(eq(senders.id, id), isNull(senders.archivedAt)))
      .returning({ id: senders.id });
    if (!row) return { ok: false, reason: "not_found" };
    await recordAudit({ userId: by, action: "sender.update", subject: `sender:${id}` }, tx);
    return { ok: true, id, name: input.name };
  });
}

/** Makes one sender the choice of new campaigns; exactly one is, at any time. */
export async function makeDefaultSender(id: number, by: number): Promise<SenderChange> {
  return db.transaction(async (tx) => {
    await tx.execute(lockSenders);
    const [row] = await tx
      .update(senders)
      .set({ isDefault: true })
      .where(and(eq(senders.id, id), isNull(senders.archivedAt)))
      .returning({ name: senders.name });
    if (!row) return { ok: false, reason: "not_found" };
    await tx.update(senders).set({ isDefault: false }).where(ne(senders.id, id));
    await recordAudit({ userId: by, action: "sender.default", subject: `sender:${id}` }, tx);
    return { ok: true, id, name: row.name };
  });
}

/** Takes a sender out of the choice; campaigns that used it keep it. The last one stays. */
export async function archiveSender(id: number, by: number): Promise<SenderChange> {
  return db.transaction(async (tx) => {
    await tx.execute(lockSenders);
    const active = await tx
      .select(columns)
      .from(senders)
      .where(isNull(senders.archivedAt))
      .orderBy(asc(senders.id));
    const sender = active.find((other) => other.id === id);
    if (!sender) return { ok: false, reason: "not_found" };
    const heir = active.find((other) => other.id !== id);
    if (!heir) return { ok: false, reason: "last_sender" };
    await tx
      .update(senders)
      .set({ archivedAt: sql`now()`, isDefault: false })
      .where(eq(senders.id, id));
    if (sender.isDefault) {
      await tx.update(senders).set({ isDefault: true }).where(eq(senders.id, heir.id));
    }
    await recordAudit({ userId: by, action: "sender.archive", subject: `sender:${id}` }, tx);
    return { ok: true, id, name: sender.name };
  });
}

// Two people at once must not leave two defaults, or none.
const lockSenders = sql`select pg_advisory_xact_lock(hashtext('letterpress.senders'))`;

async function knownIdentities(): Promise<Map<string, boolean>> {
  const rows = await db
    .select({ name: identities.name, verified: identities.verified })
    .from(identities);
  return new Map(rows.map((row) => [row.name, row.verified]));
}

/** The verified identity that covers an address, else the one that would, if SES knows any. */
function identityOf(
  email: string,
  known: Map<string, boolean>,
): { identityState: IdentityState; identityName: string | null } {
  const names = identityNamesOf(email);
  const verified = names.find((name) => known.get(name) === true);
  if (verified) return { identityState: "verified", identityName: verified };
  const pending = names.find((name) => known.has(name));
  return { identityState: pending ? "unverified" : "unknown", identityName: pending ?? null };
}
