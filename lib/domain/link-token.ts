import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";

/**
 * Tokens of public links: who a mail went to and what its link may do, signed.
 *
 *   version · key id · purpose · campaign · recipient · contact · topic · tag
 *      1         1        1      └──────── varints, 0 = none ────────┘   16 bytes
 *
 * All tokens of a mail come from one HMAC-SHA-512 over what they share; each purpose has 128 bits of
 * it for its own. Who holds one quarter knows nothing of another, so no token does for a second purpose.
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

const version = 2;
const tagBytes = 16; // 128 bits
const headBytes = 3;
const purposeAt = 2;
// Four varints of at most 8 bytes (2^53) each: anything longer was never ours.
const maxTokenLength = Math.ceil(((headBytes + 4 * 8 + tagBytes) * 4) / 3);

/**
 * Numbers on the wire: never renumber, mails in the world carry them. They choose the quarter of the
 * signature too; a fifth purpose would need a second signature.
 */
const purposeCodes: Record<LinkPurpose, 1 | 2 | 3 | 4> = {
  unsubscribe: 1,
  click: 2,
  open: 3,
  web: 4,
};

/** The tokens of one recipient's mail, for each purpose its own. */
export function signLinkTokens(target: LinkTarget, secret: string): Record<LinkPurpose, string> {
  const key = linkKey(secret);
  const bytes = [version, key.id, 0];
  pushVarint(bytes, target.campaignId);
  pushVarint(bytes, target.recipientId);
  pushVarint(bytes, target.contactId ?? 0);
  pushVarint(bytes, target.topicId ?? 0);
  const body = Buffer.from(bytes);
  const signature = sign(body, key);
  const token = Buffer.alloc(body.length + tagBytes);
  token.set(body);
  const spell = (purpose: LinkPurpose) => {
    token[purposeAt] = purposeCodes[purpose];
    token.set(tagOf(signature, purpose), body.length);
    return token.toString("base64url");
  };
  return {
    unsubscribe: spell("unsubscribe"),
    click: spell("click"),
    open: spell("open"),
    web: spell("web"),
  };
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
  if (body[purposeAt] !== purposeCodes[purpose]) return undefined;
  body[purposeAt] = 0; // what is signed names no purpose
  const isOurs = secrets.some((secret) => {
    const key = linkKey(secret);
    return key.id === body[1] && timingSafeEqual(tagOf(sign(body, key), purpose), tag);
  });
  return isOurs ? readTarget(body) : undefined;
}

type LinkKey = { id: number; secret: KeyObject };

const keys = new Map<string, LinkKey>();

/** HKDF once per secret; a process knows one and a few earlier ones. */
function linkKey(secret: string): LinkKey {
  const known = keys.get(secret);
  if (known) return known;
  const derived = Buffer.from(hkdfSync("sha256", secret, "", `letterpress links ${version}`, 32));
  // One byte spares trying the other secrets; the tag decides.
  const id = createHash("sha256").update(derived).digest()[0] ?? 0;
  const key = { id, secret: createSecretKey(derived) };
  keys.set(secret, key);
  return key;
}

function sign(body: Buffer, key: LinkKey): Buffer {
  return createHmac("sha512", key.secret).update(body).digest();
}

function tagOf(signature: Buffer, purpose: LinkPurpose): Buffer {
  const end = purposeCodes[purpose] * tagBytes;
  return signature.subarray(end - tagBytes, end);
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
