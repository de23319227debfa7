import type { SendEmailCommandInput } from "@aws-sdk/client-sesv2";

type SentMail = {
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  tags: Record<string, string>;
};

/** Headers that SES writes, from other parts of the call. */
const ownedBySes = new Set([
  "From",
  "To",
  "Subject",
  "Reply-To",
  "Date",
  "Message-ID",
  "Feedback-ID",
]);

/** What has just been sent, as calls that say the same, byte for byte. */
export async function repeatSentMails(
  sesUrl: string,
  limit: number,
): Promise<SendEmailCommandInput[]> {
  const response = await fetch(`${sesUrl}/mails?limit=${limit}`);
  const mails: SentMail[] = await response.json();
  return mails.map(({ from, subject, html, text, headers, tags }) => ({
    FromEmailAddress: from,
    Destination: { ToAddresses: [headers["To"] ?? ""] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: "UTF-8" },
        Body: { Html: { Data: html, Charset: "UTF-8" }, Text: { Data: text, Charset: "UTF-8" } },
        Headers: Object.entries(headers)
          .filter(([name]) => !ownedBySes.has(name))
          .map(([Name, Value]) => ({ Name, Value })),
      },
    },
    // Its own campaign number, so that the witness can tell the sides apart.
    EmailTags: Object.entries({ ...tags, campaign_id: "0" }).map(([Name, Value]) => ({
      Name,
      Value,
    })),
  }));
}

export function bodyBytes(mail: SendEmailCommandInput | undefined): number {
  const body = mail?.Content?.Simple?.Body;
  return Buffer.byteLength(body?.Html?.Data ?? "") + Buffer.byteLength(body?.Text?.Data ?? "");
}
