import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/**
 * Tokens of public links: who a mail went to and what its link may do, signed.
 *
 *   version · key id · purpose · campaign · recipient · contact · topic · tag
 *      1         1        1      └──────── varints, 0 = none ────────┘   16 bytes
 *
 * They carry no personal data and never expire: a link in a mail of last year must still
 * unsubscribe (CASL asks for 60 days, CAN-SPAM for 30), even when its rows are archived.
 */
export type LinkPurpose = "unsubscribe" | "click" | "open" | "web";

export type LinkTarget = {
  campaignId: number;
  recipientId: number;
  contactId: number | null;
  topicId: number | null;
};

const version = 1;
const tagBytes = 16; // 128 bits
const headBytes = 3;
// Four varints of at most 8 bytes (2^53) each: anything longer was never ours.
const maxTokenLength = Math.ceil(((headBytes + 4 * 8 + tagBytes) * 4) / 3);

/** Numbers on the wire: never renumber, mails in the world carry them. */
const purposeCodes: Record<LinkPurpose, number> = { unsubscribe: 1, click: 2, open: 3, web: 4 };

export function signLinkToken(
  target: Pick<LinkTarget, "campaignId" | "recipientId"> & {
    purpose: LinkPurpose;
    contactId?: number | null;
    topicId?: number | null;
  },
  secret: string,
): string {
  const key = linkKey(target.purpose, secret);
  const bytes = [version, key.id, purposeCodes[target.purpose]];
  pushVarint(bytes, target.campaignId);
  pushVarint(bytes, target.recipientId);
  pushVarint(bytes, target.contactId ?? 0);
  pushVarint(bytes, target.topicId ?? 0);
  const body = Buffer.from(bytes);
  return Buffer.concat([body, tagOf(body, key.secret)]).toString("base64url");
}

/** What the token says, or undefined for anything that we did not sign for this purpose. Never throws. */
export function verifyLinkToken(
  purpose: LinkPurpose,
  token: string,
  secrets: string[],
): LinkTarget | undefined {
  if (token.length > maxTokenLength) return undefined;
  const bytes = Buffer.from(token, "base64url");
  // Node skips what is not base64url and ignores spare bits: only the one true spelling counts.
  if (bytes.toString("base64url") !== token) return undefined;
  const body = bytes.subarray(0, -tagBytes);
  const tag = bytes.subarray(-tagBytes);
  if (body.length < headBytes + 4 || body[0] !== version) return undefined;
  if (body[2] !== purposeCodes[purpose]) return undefined;
  const isOurs = secrets.some((secret) => {
    const key = linkKey(purpose, secret);
    return key.id === body[1] && timingSafeEqual(tagOf(body, key.secret), tag);
  });
  return isOurs ? readTarget(body) : undefined;
}

type LinkKey = { id: number; secret: Buffer };

const keys = new Map<string, LinkKey>();

/** HKDF once per purpose and secret; a process knows one secret and a few earlier ones. */
function linkKey(purpose: LinkPurpose, secret: string): LinkKey {
  const name = `${purpose}\n${secret}`;
  const known = keys.get(name);
  if (known) return known;
  const derived = Buffer.from(hkdfSync("sha256", secret, "", `letterpress link ${purpose}`, 32));
  // One byte spares trying the other secrets; the tag decides.
  const id = createHash("sha256").update(derived).digest()[0] ?? 0;
  const key = { id, secret: derived };
  keys.set(name, key);
  return key;
}

function tagOf(body: Buffer, key: Buffer): Buffer {
  return createHmac("sha256", key).update(body).digest().subarray(0, tagBytes);
}

/** LEB128 by division: ids may pass 2^32, where bit operators wrap. */
function pushVarint(bytes: number[], value: number) {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`Not an id: ${value}`);
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readTarget(body: Buffer): LinkTarget | undefined {
  const values: number[] = [];
  let value = 0;
  let unit = 1;
  for (const byte of body.subarray(headBytes)) {
    value += (byte % 128) * unit;
    unit *= 128;
    if (byte >= 128) continue;
    values.push(value);
    value = 0;
    unit = 1;
  }
  const [campaignId, recipientId, contactId, topicId] = values;
  if (!campaignId || !recipientId || values.length !== 4) return undefined;
  return { campaignId, recipientId, contactId: contactId || null, topicId: topicId || null };
}
