import { bareAddress } from "./address";
import type { MailHeader } from "./mail";
import type { StoredMail } from "./mail-index";
import type { MailStore } from "./mail-store";
import { type Attachment, buildMime } from "./mime-build";
import { parseMime } from "./mime-parse";
import { isRecord, list, record, strings, text } from "./send-request";

/** A stored mail, opened. */
export type MailView = {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  headers: MailHeader[];
  tags: Record<string, string>;
  html: string | null;
  text: string | null;
  attachments: { name: string; type: string; bytes: number }[];
  source: () => Buffer;
};

export async function openMail(store: MailStore, mail: StoredMail): Promise<MailView> {
  const request = record(JSON.parse((await store.readBody(mail)).toString("utf8")));
  const content = record(request["Content"]);
  const common = {
    id: mail.messageId,
    at: new Date(mail.at).toISOString(),
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    tags: tagsOf(request),
  };
  if (isRecord(content["Raw"])) {
    const raw = Buffer.from(text(content["Raw"]["Data"]), "base64");
    const email = await parseMime(raw);
    return {
      ...common,
      headers: email.headers.map(({ originalKey, key, value }) => ({
        name: originalKey || key,
        value,
      })),
      html: email.html ?? null,
      text: email.text ?? null,
      attachments: email.attachments.map((item) => ({
        name: item.filename ?? "",
        type: item.mimeType,
        bytes: typeof item.content === "string" ? item.content.length : item.content.byteLength,
      })),
      source: () => raw,
    };
  }
  const parts = simpleParts(record(content["Simple"]));
  const headers = simpleHeaders(request, mail, parts.headers);
  return {
    ...common,
    headers,
    html: parts.html,
    text: parts.text,
    attachments: parts.attachments.map(describeAttachment),
    source: () => buildMime({ ...parts, headers }),
  };
}

function simpleParts(simple: Record<string, unknown>): {
  headers: MailHeader[];
  html: string | null;
  text: string | null;
  attachments: Attachment[];
} {
  const body = record(simple["Body"]);
  return {
    headers: pairs(simple["Headers"]),
    html: isRecord(body["Html"]) ? text(body["Html"]["Data"]) : null,
    text: isRecord(body["Text"]) ? text(body["Text"]["Data"]) : null,
    attachments: list(simple["Attachments"]).map((item) => ({
      name: text(record(item)["FileName"]),
      type: text(record(item)["ContentType"]) || "application/octet-stream",
      base64: text(record(item)["RawContent"]),
    })),
  };
}

function simpleHeaders(
  request: Record<string, unknown>,
  mail: StoredMail,
  custom: MailHeader[],
): MailHeader[] {
  const destination = record(request["Destination"]);
  const lines: MailHeader[] = [
    { name: "From", value: mail.from },
    { name: "To", value: strings(destination["ToAddresses"]).join(", ") },
    { name: "Cc", value: strings(destination["CcAddresses"]).join(", ") },
    { name: "Reply-To", value: strings(request["ReplyToAddresses"]).join(", ") },
    { name: "Subject", value: mail.subject },
    { name: "Date", value: new Date(mail.at).toUTCString().replace("GMT", "+0000") },
    { name: "Message-ID", value: `<${mail.messageId}@email.amazonses.com>` },
    ...custom,
    { name: "Feedback-ID", value: feedbackId(request, mail) },
  ];
  return lines.filter(({ value }) => value !== "");
}

/** SES writes this header; two tags set its first fields. */
function feedbackId(request: Record<string, unknown>, mail: StoredMail): string {
  const tags = tagsOf(request);
  const own = ["ses:feedback-id-a", "ses:feedback-id-b"]
    .map((name) => tags[name])
    .filter((value) => value !== undefined);
  return [...own, `1.us-east-1.${bareAddress(mail.from).split("@").at(-1)}`, "AmazonSES"].join(":");
}

function tagsOf(request: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(pairs(request["EmailTags"]).map(({ name, value }) => [name, value]));
}

function pairs(value: unknown): MailHeader[] {
  return list(value).map((item) => ({
    name: text(record(item)["Name"]),
    value: text(record(item)["Value"]),
  }));
}

function describeAttachment({ name, type, base64 }: Attachment): MailView["attachments"][number] {
  return { name, type, bytes: Math.floor((base64.length * 3) / 4) };
}
