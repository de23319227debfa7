import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { bareAddress } from "./address";
import { recipientsOf, type AcceptedMail } from "./mail";
import { tagsOf } from "./mail-store";
import { withRawEnvelope } from "./mime-parse";
import { containsVirus, decideOutcome, isSimulator } from "./outcome";
import { ok, refuse, type Reply } from "./reply";
import { parseSendRequest, type SendRequest } from "./send-request";
import type { Ses } from "./ses";
import { validateMail } from "./validate-mail";

/** POST /v2/email/outbound-emails: checks, then accepts; the accept is on disk before the answer. */
export async function sendEmail(ses: Ses, body: Buffer): Promise<Reply> {
  const parsed = parseSendRequest(body);
  if (!parsed) return refuse("BadRequestException", "The request body is not a JSON object.");
  const request = await withRawEnvelope(parsed);
  const recipients = recipientsOf(request);
  logCall(ses, request, "checked");
  return (
    (await faultBefore(ses, recipients)) ??
    validateMail(request) ??
    checkAccount(ses, request) ??
    checkLimits(ses, recipients) ??
    accept(ses, { request, recipients, body })
  );
}

/** A line of calls.jsonl: who called, whatever becomes of it. */
function logCall({ calls }: Ses, request: SendRequest, signature: "checked" | "refused"): void {
  if (!calls) return;
  const line = { at: Date.now(), signature, tags: tagsOf(request) };
  void calls.append(Buffer.from(`${JSON.stringify(line)}\n`));
}

/** A call whose signature was too old to be looked at any further. */
export function logRefusedCall(ses: Ses, body: Buffer): void {
  const request = ses.calls && parseSendRequest(body);
  if (request) logCall(ses, request, "refused");
}

async function faultBefore({ faults }: Ses, recipients: string[]): Promise<Reply | undefined> {
  const slow = faults.strike("slow", recipients);
  if (slow) await sleep(slow.ms ?? 1000);
  const hang = faults.strike("hang_before", recipients);
  if (hang) return { kind: "hang", ms: hang.ms };
  if (faults.strike("reset_before", recipients)) return { kind: "reset" };
  if (faults.strike("throttle", recipients)) return tooFast();
  const error = faults.strike("error_before", recipients);
  if (error)
    return refuse(
      error.error ?? "InternalFailure",
      error.message ?? "Internal failure (injected).",
    );
  const refusal = faults.strike("refuse", recipients);
  return (
    refusal &&
    refuse(refusal.error ?? "MessageRejected", refusal.message ?? "Message rejected (injected).")
  );
}

function faultAfter({ faults }: Ses, recipients: string[]): Reply | undefined {
  const error = faults.strike("error_after", recipients);
  if (error)
    return refuse(
      error.error ?? "InternalFailure",
      error.message ?? "Internal failure (injected).",
    );
  const hang = faults.strike("hang_after", recipients);
  if (hang) return { kind: "hang", ms: hang.ms };
  return faults.strike("reset_after", recipients) && { kind: "reset" };
}

function checkAccount({ account, settings }: Ses, request: SendRequest): Reply | undefined {
  const set = request.configurationSet;
  if (set !== undefined && !account.configurationSets.has(set))
    return refuse("NotFoundException", `Configuration set <${set}> does not exist.`);
  const mustBeVerified = settings.sandbox
    ? [request.from, ...recipientsOf(request).filter((recipient) => !isSimulator(recipient))]
    : [request.from];
  const unverified = mustBeVerified
    .filter((address) => !account.isVerified(address))
    .map(bareAddress);
  if (unverified.length === 0) return undefined;
  return refuse(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${unverified.join(", ")}`,
  );
}

function checkLimits({ rate, quota }: Ses, recipients: string[]): Reply | undefined {
  const now = Date.now();
  const counted = recipients.filter((recipient) => !isSimulator(recipient)).length;
  if (!quota.has(counted, now))
    return refuse("LimitExceededException", "Daily message quota exceeded.");
  return rate.take(recipients.length, now) ? undefined : tooFast();
}

function tooFast(): Reply {
  return refuse("TooManyRequestsException", "Maximum sending rate exceeded.");
}

type Acceptance = { request: SendRequest; recipients: string[]; body: Buffer };

async function accept(ses: Ses, { request, recipients, body }: Acceptance): Promise<Reply> {
  const at = Date.now();
  const { content: _content, listManagement: _list, ...envelope } = request;
  const mail: AcceptedMail = {
    ...envelope,
    id: messageId(at),
    at,
    outcome: outcomeOf(ses, request, body),
  };
  ses.quota.add(recipients.filter((recipient) => !isSimulator(recipient)).length, at);
  const stored = await ses.store.add(mail, body);
  await ses.accepts.append({
    at: new Date(at).toISOString(),
    messageId: mail.id,
    from: mail.from,
    to: stored.to,
    subject: mail.subject,
    tags: tagsOf(mail),
  });
  ses.publisher?.schedule(mail);
  return faultAfter(ses, recipients) ?? ok({ MessageId: mail.id });
}

function outcomeOf(
  { account, faults }: Ses,
  request: SendRequest,
  body: Buffer,
): AcceptedMail["outcome"] {
  const injected = faults.strike("outcome", recipientsOf(request))?.outcome;
  if (injected) return injected;
  const hasVirus =
    request.content.kind === "raw" ? containsVirus(request.content.data) : containsVirus(body);
  if (hasVirus) return "rejected";
  return decideOutcome(request, { isSuppressed: (address) => account.suppressed.has(address) });
}

/** As SES makes them: hexadecimal time, something unique, a counter that stays 0. */
function messageId(at: number): string {
  return `0100${at.toString(16).padStart(12, "0")}-${randomBytes(4).toString("hex")}-${randomUUID().slice(9)}-000000`;
}
