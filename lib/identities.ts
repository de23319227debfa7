import { and, asc, eq, inArray, sql } from "drizzle-orm";
import * as z from "zod";
import { db } from "@/db";
import { identities } from "@/db/schema/organization";
import {
  createIdentity,
  findIdentity as findSesIdentity,
  listIdentityStates,
  sesRegion,
  setMailFromDomain,
} from "@/lib/aws/ses";
import { describeSesError } from "@/lib/aws/ses-failure";
import { lookUpRecord } from "@/lib/dns";
import {
  type DnsRecord,
  evaluateRecord,
  expectedRecords,
  type RecordState,
} from "@/lib/domain/dns-record";
import { domainOf, identityNamesOf } from "@/lib/domain/identity-name";

/** GetEmailIdentity's answer, narrowed. */
const identityState = z.object({
  dkimStatus: z.string().default("NOT_STARTED"),
  dkimTokens: z.array(z.string()).default([]),
  dkimZone: z.string().default("dkim.amazonses.com"),
  mailFromDomain: z.string().optional(),
  mailFromStatus: z.string().optional(),
  region: z.string().default("us-east-1"),
});

const recordState = z.enum(["found", "missing", "different", "several", "no_answer"]);
const dnsState = z.record(z.string(), recordState);

export type CheckedRecord = DnsRecord & { state: RecordState | "unchecked" };

export type Identity = {
  id: number;
  name: string;
  type: "domain" | "address";
  verified: boolean;
  dkimStatus: string;
  records: CheckedRecord[];
  checkedAt: Date | null;
};

export type IdentityCheck = { ok: true } | { ok: false; reason: "ses_failed"; detail: string };

/** The identities that senders' addresses stand on, with their records as DNS last answered. */
export async function listIdentities(senderEmails: string[]): Promise<Identity[]> {
  const names = new Set(senderEmails.flatMap(identityNamesOf));
  const rows = await db.select().from(identities).orderBy(asc(identities.name));
  return rows
    .filter(({ name }) => names.has(name))
    .map((row) => {
      const state = identityState.parse(row.state);
      const dns = dnsState.catch({}).parse(row.dns);
      const records = row.type === "domain" ? recordsOf(row.name, state) : [];
      return {
        id: row.id,
        name: row.name,
        type: row.type,
        verified: row.verified,
        dkimStatus: state.dkimStatus,
        records: records.map((record) => ({ ...record, state: dns[keyOf(record)] ?? "unchecked" })),
        checkedAt: row.checkedAt,
      };
    });
}

/** Asks SES about the identity that covers a sender's address, and DNS about its records. */
export async function checkIdentityOf(email: string): Promise<IdentityCheck> {
  return answerOf(async () => refresh(await findCoveringName(email)));
}

/** The same for an identity by its name: "check now". */
export async function checkIdentity(name: string): Promise<IdentityCheck> {
  return answerOf(async () => refresh(name));
}

// SES may be out of reach, its credentials wrong: the page says so and shows what was known.
async function answerOf(check: () => Promise<void>): Promise<IdentityCheck> {
  try {
    await check();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: "ses_failed", detail: describeSesError(error).message };
  }
}

/** The most exact verified identity that would do, else the sender's own domain. */
async function findCoveringName(email: string): Promise<string> {
  await storeStates();
  const names = identityNamesOf(email);
  const verified = await db
    .select({ name: identities.name })
    .from(identities)
    .where(and(inArray(identities.name, names), eq(identities.verified, true)));
  return names.find((name) => verified.some((row) => row.name === name)) ?? domainOf(email);
}

/** In the sandbox recipients need an identity too: the review of a campaign reads them here. */
async function storeStates(): Promise<void> {
  const states = await listIdentityStates();
  if (states.length === 0) return;
  await db
    .insert(identities)
    .values(states.map((state) => ({ ...state, type: typeOf(state.name) })))
    .onConflictDoUpdate({ target: identities.name, set: { verified: sql`excluded.verified` } });
}

async function refresh(name: string): Promise<void> {
  const answer = await ensureIdentity(name);
  const state = identityState.parse({
    dkimStatus: answer?.DkimAttributes?.Status,
    dkimTokens: answer?.DkimAttributes?.Tokens,
    dkimZone: answer?.DkimAttributes?.SigningHostedZone,
    mailFromDomain: answer?.MailFromAttributes?.MailFromDomain || undefined,
    mailFromStatus: answer?.MailFromAttributes?.MailFromDomainStatus,
    region: await sesRegion(),
  });
  const type = typeOf(name);
  const values = { type, verified: answer?.VerifiedForSendingStatus ?? false, state };
  await db
    .insert(identities)
    .values({ name, ...values, checkedAt: sql`now()` })
    .onConflictDoUpdate({ target: identities.name, set: { ...values, checkedAt: sql`now()` } });
  if (type === "address") return;
  // DNS may take seconds to say nothing; what SES said is stored already.
  const dns = await lookUpAll(recordsOf(name, state));
  await db
    .update(identities)
    .set({ dns, checkedAt: sql`now()` })
    .where(eq(identities.name, name));
}

/** Registers a domain that SES does not know yet, which is what makes its DKIM records. */
async function ensureIdentity(name: string): ReturnType<typeof findSesIdentity> {
  const known = await findSesIdentity(name);
  if (known || typeOf(name) === "address") return known;
  await createIdentity(name);
  // Without a MAIL FROM domain of our own SPF passes for amazonses.com and aligns with nothing.
  await setMailFromDomain(name, `bounces.${name}`);
  return findSesIdentity(name);
}

function typeOf(name: string): "domain" | "address" {
  return name.includes("@") ? "address" : "domain";
}

async function lookUpAll(records: DnsRecord[]): Promise<Record<string, RecordState>> {
  const answers = await Promise.all(
    records.map(async (record) => [
      keyOf(record),
      evaluateRecord(record, await lookUpRecord(record)),
    ]),
  );
  return dnsState.parse(Object.fromEntries(answers));
}

function recordsOf(domain: string, state: z.infer<typeof identityState>): DnsRecord[] {
  const mailFromDomain = state.mailFromDomain ?? `bounces.${domain}`;
  return expectedRecords({ domain, ...state, mailFromDomain });
}

function keyOf(record: DnsRecord): string {
  return `${record.type} ${record.name}`;
}
