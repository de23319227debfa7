import PostalMime, { type Email } from "postal-mime";
import type { Envelope } from "./mail";
import type { SendRequest } from "./send-request";

export function parseMime(data: Buffer): Promise<Email> {
  return PostalMime.parse(data);
}

/** A Raw message carries its envelope inside; what the call itself states goes before. */
export async function withRawEnvelope(request: SendRequest): Promise<SendRequest> {
  if (request.content.kind !== "raw" || request.content.data.length === 0) return request;
  const email = await parseMime(request.content.data);
  const hasDestination = request.to.length + request.cc.length + request.bcc.length > 0;
  return {
    ...request,
    from: request.from || headerOf(email, "from"),
    ...(hasDestination
      ? {}
      : { to: addresses(email.to), cc: addresses(email.cc), bcc: addresses(email.bcc) }),
    replyTo: request.replyTo.length > 0 ? request.replyTo : addresses(email.replyTo),
    subject: email.subject ?? "",
    headers: customHeaders(email),
  };
}

const envelopeHeaders = new Set([
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "reply-to",
  "date",
  "message-id",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
]);

function customHeaders(email: Email): Envelope["headers"] {
  return email.headers
    .filter(({ key }) => !envelopeHeaders.has(key))
    .map(({ key, originalKey, value }) => ({
      name: originalKey || key,
      value: value.replaceAll(/\r?\n\s*/g, " "),
    }));
}

function headerOf(email: Email, key: string): string {
  return email.headers.find((header) => header.key === key)?.value ?? "";
}

function addresses(list: Email["to"]): string[] {
  return (list ?? []).flatMap(
    (entry) => entry.address ?? entry.group?.map((member) => member.address ?? "") ?? [],
  );
}
