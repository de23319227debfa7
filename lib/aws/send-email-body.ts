import { allocateRequest } from "@/lib/aws/request-buffer";
import { type EncodedText, writeText } from "@/lib/domain/encoded-text";
import { formatMailbox, type Mailbox } from "@/lib/domain/mailbox";
import { env } from "@/lib/env";

export type OutgoingMail = {
  from: Mailbox;
  to: Mailbox;
  replyTo?: string;
  subject: string;
  html: EncodedText;
  text: EncodedText;
  headers: { name: string; value: string }[];
  tags: Record<string, string>;
};

/**
 * The body of SendEmail as the SDK would write it, byte for byte. It would look at every character
 * of 100 KB for each recipient; here what is the same for everybody is copied.
 */
export function encodeSendEmail(mail: OutgoingMail): Buffer {
  const subject = JSON.stringify({ Data: mail.subject, Charset: "UTF-8" });
  const before = `{"Content":{"Simple":{"Subject":${subject},"Body":{"Text":{"Data":"`;
  const between = `","Charset":"UTF-8"},"Html":{"Data":"`;
  const after = `","Charset":"UTF-8"}},${membersAfterBody(mail)}`;

  const length = mail.text.length + between.length + mail.html.length;
  const body = allocateRequest(Buffer.byteLength(before) + length + Buffer.byteLength(after));
  let end = body.write(before);
  end = writeText(mail.text, body, end);
  end += body.write(between, end);
  end = writeText(mail.html, body, end);
  body.write(after, end);
  return body;
}

function membersAfterBody({ from, to, replyTo, headers, tags }: OutgoingMail): string {
  const lines = JSON.stringify(headers.map(({ name, value }) => ({ Name: name, Value: value })));
  const rest = JSON.stringify({
    FromEmailAddress: formatMailbox(from),
    Destination: { ToAddresses: [formatMailbox(to)] },
    ReplyToAddresses: replyTo === undefined ? undefined : [replyTo],
    EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    ConfigurationSetName: env.SES_CONFIGURATION_SET,
  });
  return `"Headers":${lines}}},${rest.slice(1)}`;
}
