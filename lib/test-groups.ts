import { asc, eq } from "drizzle-orm";
import { db } from "@/db";
import { testGroups } from "@/db/schema/preflight";
import { recordAudit } from "@/lib/audit";
import { maxGroupAddresses } from "@/lib/domain/campaign-edit";
import { normalizeEmail } from "@/lib/domain/email-address";

export type TestGroup = { id: number; name: string; addresses: string[] };

export type ReadAddresses =
  | { ok: true; addresses: string[] }
  | { ok: false; reason: "no_address" | "too_many" }
  | { ok: false; reason: "bad_address"; address: string };

export async function listTestGroups(): Promise<TestGroup[]> {
  return db
    .select({ id: testGroups.id, name: testGroups.name, addresses: testGroups.addresses })
    .from(testGroups)
    .orderBy(asc(testGroups.name), asc(testGroups.id));
}

export async function findTestGroup(id: number): Promise<TestGroup | undefined> {
  const [group] = await db
    .select({ id: testGroups.id, name: testGroups.name, addresses: testGroups.addresses })
    .from(testGroups)
    .where(eq(testGroups.id, id));
  return group;
}

/** Typed addresses, one a line or between commas; each counts once. */
export function readGroupAddresses(typed: string): ReadAddresses {
  const found = new Map<string, string>();
  for (const address of typed.split(/[,;\s]+/).filter(Boolean)) {
    const read = normalizeEmail(address);
    if (!read.ok) return { ok: false, reason: "bad_address", address };
    found.set(read.normalized, read.email);
  }
  if (found.size === 0) return { ok: false, reason: "no_address" };
  if (found.size > maxGroupAddresses) return { ok: false, reason: "too_many" };
  return { ok: true, addresses: [...found.values()] };
}

/** Makes a group, or changes the one with this id; false where it is gone. */
export async function saveTestGroup(
  { id, name, addresses }: { id?: number | undefined; name: string; addresses: string[] },
  { userId }: { userId: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] =
      id === undefined
        ? await tx
            .insert(testGroups)
            .values({ name, addresses, createdBy: userId })
            .returning({ id: testGroups.id })
        : await tx
            .update(testGroups)
            .set({ name, addresses })
            .where(eq(testGroups.id, id))
            .returning({ id: testGroups.id });
    if (!row) return false;
    const action = id === undefined ? "test_group.create" : "test_group.update";
    const details = { name, addresses: addresses.length };
    await recordAudit({ userId, action, subject: `test_group:${row.id}`, details }, tx);
    return true;
  });
}

export async function deleteTestGroup(
  id: number,
  { userId }: { userId: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .delete(testGroups)
      .where(eq(testGroups.id, id))
      .returning({ name: testGroups.name });
    if (!row) return false;
    const subject = `test_group:${id}`;
    await recordAudit({ userId, action: "test_group.delete", subject, details: row }, tx);
    return true;
  });
}
