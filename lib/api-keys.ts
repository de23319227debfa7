import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { db } from "@/db";
import { apiKeys } from "@/db/schema/api-keys";
import { users } from "@/db/schema/users";
import { recordAudit } from "@/lib/audit";
import { isApiScope, type ApiScope } from "@/lib/domain/api-scope";

export type ApiKey = {
  id: number;
  name: string;
  start: string;
  scopes: string[];
  createdAt: Date;
  createdByName: string | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** Who is calling, and what it may do. */
export type ApiCaller = { keyId: number; scopes: ApiScope[] };

/** So that a key in a log or a repository is recognised as ours. */
const prefix = "lp_";
const shownCharacters = 9;

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Makes a key. It is returned this once and kept nowhere. */
export async function createApiKey({
  name,
  scopes,
  userId,
}: {
  name: string;
  scopes: ApiScope[];
  userId: number;
}): Promise<{ id: number; key: string }> {
  const key = prefix + randomBytes(32).toString("base64url");
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(apiKeys)
      .values({
        name,
        scopes,
        start: key.slice(0, shownCharacters),
        hash: hashOf(key),
        createdBy: userId,
      })
      .returning({ id: apiKeys.id });
    if (!row) throw new Error("The key was not stored.");
    const subject = `api_key:${row.id}`;
    await recordAudit({ userId, action: "api_key.create", subject, details: { name, scopes } }, tx);
    return { id: row.id, key };
  });
}

/** Every key, those in use first. */
export async function listApiKeys(): Promise<ApiKey[]> {
  return db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      start: apiKeys.start,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      createdByName: users.name,
      lastUsedAt: apiKeys.lastUsedAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.createdBy))
    .orderBy(sql`${apiKeys.revokedAt} is not null`, desc(apiKeys.id));
}

/** From the next call on the key opens nothing; false where it was revoked before. */
export async function revokeApiKey(id: number, { userId }: { userId: number }): Promise<boolean> {
  return db.transaction(async (tx) => {
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()`, revokedBy: userId })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name });
    const [row] = revoked;
    if (!row) return false;
    const subject = `api_key:${id}`;
    await recordAudit({ userId, action: "api_key.revoke", subject, details: row }, tx);
    return true;
  });
}

/**
 * The caller behind `Authorization: Bearer lp_…`. The hash is looked up, so nothing is compared that
 * could be guessed by its timing.
 */
export async function findApiCaller(authorization: string | null): Promise<ApiCaller | undefined> {
  const key = /^Bearer (lp_[\w-]{43})$/i.exec(authorization?.trim() ?? "")?.[1];
  if (key === undefined) return undefined;
  const isCurrent = and(eq(apiKeys.hash, hashOf(key)), isNull(apiKeys.revokedAt));
  const [row] = await db
    .select({ id: apiKeys.id, scopes: apiKeys.scopes, lastUsedAt: apiKeys.lastUsedAt })
    .from(apiKeys)
    .where(isCurrent);
  if (!row) return undefined;
  // To the minute is enough to see that a job runs, and no write for every call.
  if (row.lastUsedAt === null || Date.now() - row.lastUsedAt.getTime() > 60_000) {
    await db
      .update(apiKeys)
      .set({ lastUsedAt: sql`now()` })
      .where(eq(apiKeys.id, row.id));
  }
  return { keyId: row.id, scopes: row.scopes.filter(isApiScope) };
}
