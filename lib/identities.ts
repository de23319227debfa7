import { asc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { db } from "@/db";
import { identities } from "@/db/schema/organization";
import {
  createIdentity,
  describeSesError,
  findIdentity as findSesIdentity,
  sesRegion,
  setMailFromDomain,
} from "@/lib/aws/ses";
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

/** All identities we know of, with their records as DNS last answered. */
export async function listIdentities(): Promise<Identity[]> {
  const rows = await db.select().from(identities).orderBy(asc(identities.name));
  return rows.map((row) => {
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

/**
 * Asks SES about the identity that covers a sender's address, and DNS about its records. A domain
 * that SES does not know yet is registered there, which is what makes its DKIM records.
 */
export async function checkIdentityOf(email: string): Promise<IdentityCheck> {
  return answerOf(async () => refresh(await coveringIdentity(email)));
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

/** The first verified identity among those that would do, else the sender's own domain. */
async function coveringIdentity(email: string): Promise<string> {
  for (const name of identityNamesOf(email)) {
    const identity = await findSesIdentity(name);
    if (identity?.VerifiedForSendingStatus) return name;
  }
  const domain = domainOf(email);
  if (!(await findSesIdentity(domain))) {
    await createIdentity(domain);
    // Without a MAIL FROM domain of our own SPF passes for amazonses.com and aligns with nothing.
    await setMailFromDomain(domain, `bounces.${domain}`);
  }
  return domain;
}

async function refresh(name: string): Promise<void> {
  const answer = await findSesIdentity(name);
  const state = identityState.parse({
    dkimStatus: answer?.DkimAttributes?.Status,
    dkimTokens: answer?.DkimAttributes?.Tokens,
    dkimZone: answer?.DkimAttributes?.SigningHostedZone,
    mailFromDomain: answer?.MailFromAttributes?.MailFromDomain,
    mailFromStatus: answer?.MailFromAttributes?.MailFromDomainStatus,
    region: await sesRegion(),
  });
  const type = name.includes("@") ? ("address" as const) : ("domain" as const);
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
