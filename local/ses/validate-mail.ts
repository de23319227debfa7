import { parseAddress } from "./address";
import { recipientsOf, type MailHeader } from "./mail";
import { refuse, type Reply } from "./reply";
import type { SendRequest } from "./send-request";

const maxRecipients = 50;
const maxHeaders = 15;
const maxMessageBytes = 40 * 1024 * 1024;
const tagText = /^[A-Za-z0-9_-]{1,256}$/;
const feedbackTag = /^ses:feedback-id-[ab]$/; // the two reserved tags a sender may set
const headerName = /^[\x21-\x39\x3B-\x7E]{1,126}$/; // printable ASCII without colon
const headerValue = /^[\x20-\x7E]*$/;
const lineBreak = /[\r\n]/;

/** SES writes these itself; a Simple message may not bring its own. */
const ownedHeaders = new Set([
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "reply-to",
  "return-path",
  "sender",
  "date",
  "message-id",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "content-disposition",
  "dkim-signature",
]);

/** Everything SES checks before it looks at the account; undefined = sound. */
export function validateMail(request: SendRequest): Reply | undefined {
  return (
    checkContent(request) ??
    checkAddresses(request) ??
    checkHeaders(request.headers) ??
    checkTags(request.tags) ??
    checkReferences(request)
  );
}

function checkContent({ content, subject }: SendRequest): Reply | undefined {
  if (content.kind === "none") return bad("Content is required: Simple, Raw or Template.");
  if (content.kind === "simple" && !content.hasSubject)
    return bad("Content.Simple.Subject.Data is required.");
  if (content.kind === "simple" && !content.hasBody)
    return bad("Content.Simple.Body needs Html or Text.");
  if (content.kind === "raw" && content.data.length === 0)
    return bad("Content.Raw.Data is required.");
  if (lineBreak.test(subject)) return bad("Subject contains a line break.");
  const bytes =
    content.kind === "simple"
      ? content.bodyBytes + content.attachments
      : content.kind === "raw"
        ? content.data.length
        : 0;
  if (bytes > maxMessageBytes)
    return bad(`Message length is more than ${maxMessageBytes} bytes long: '${bytes}'.`);
  return undefined;
}

function checkAddresses(request: SendRequest): Reply | undefined {
  if (request.from === "" && request.content.kind !== "raw")
    return bad("FromEmailAddress is required.");
  const recipients = recipientsOf(request);
  if (recipients.length === 0) return bad("Destination needs at least one recipient.");
  if (recipients.length > maxRecipients) return bad(`Recipient count exceeds ${maxRecipients}.`);
  for (const raw of [request.from, ...recipients, ...request.replyTo]) {
    if (raw === "" && raw === request.from) continue;
    const result = parseAddress(raw);
    if (!result.ok) return bad(`${result.reason}: ${JSON.stringify(raw)}.`);
  }
  return undefined;
}

function checkHeaders(headers: readonly MailHeader[]): Reply | undefined {
  if (headers.length > maxHeaders)
    return bad(`A message may have at most ${maxHeaders} additional headers.`);
  const seen = new Set<string>();
  for (const { name, value } of headers) {
    const problem = headerProblem(name, value);
    if (problem) return bad(problem);
    const key = name.toLowerCase();
    if (seen.has(key)) return bad(`Header '${name}' is given more than once.`);
    seen.add(key);
  }
  return undefined;
}

function headerProblem(name: string, value: string): string | undefined {
  if (!headerName.test(name))
    return `Header name '${name}' must be 1 to 126 printable ASCII characters without colon.`;
  if (ownedHeaders.has(name.toLowerCase())) return `Header '${name}' is set by SES.`;
  if (value === "") return `Header '${name}' has no value.`;
  if (lineBreak.test(value)) return `Header '${name}' contains a line break.`;
  if (!headerValue.test(value)) return `The value of header '${name}' must be printable ASCII.`;
  if (value.length > 995) return `The value of header '${name}' is longer than 995 characters.`;
  if (name.length + value.length > 996)
    return `Header '${name}' and its value are longer than 996 characters.`;
  return undefined;
}

function checkTags(tags: readonly MailHeader[]): Reply | undefined {
  const seen = new Set<string>();
  for (const { name, value } of tags) {
    if (!tagText.test(name) && !feedbackTag.test(name))
      return bad(`Tag name '${name}' must be 1 to 256 ASCII letters, digits, '_' or '-'.`);
    if (!tagText.test(value))
      return bad(`The value of tag '${name}' must be 1 to 256 ASCII letters, digits, '_' or '-'.`);
    if (seen.has(name)) return bad(`Tag '${name}' is given more than once.`);
    seen.add(name);
  }
  return undefined;
}

function checkReferences({ content, listManagement }: SendRequest): Reply | undefined {
  if (content.kind === "template") {
    return content.name === undefined
      ? bad("The local SES takes Simple and Raw content; inline templates are not supported.")
      : refuse("NotFoundException", `Template ${content.name} does not exist.`);
  }
  if (listManagement !== undefined)
    return refuse("NotFoundException", `Contact list ${listManagement} does not exist.`);
  return undefined;
}

function bad(message: string): Reply {
  return refuse("BadRequestException", message);
}
