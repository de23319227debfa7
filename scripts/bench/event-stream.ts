import { randomUUID } from "node:crypto";
import type { SQSRecord } from "aws-lambda";
import { buildEvent, planEvents } from "@/local/ses/events";
import type { AcceptedMail, Outcome } from "@/local/ses/mail";

/** Of a thousand mails, in the order in which their numbers fall; the rest is delivered. */
const mix: readonly [outcome: Outcome, perThousand: number][] = [
  ["delayed", 20],
  ["bounced", 15],
  ["soft_bounced", 10],
  ["auto_replied", 5],
  ["complained", 1],
  ["suppressed", 1],
];

function outcomeOf(n: number): Outcome {
  let place = (n * 617) % 1000; // spread: 617 has no factor in common with 1,000
  for (const [outcome, share] of mix) if ((place -= share) < 0) return outcome;
  return "delivered";
}

export type SentMail = {
  campaignId: number;
  recipientId: number;
  attemptId: string;
  messageId: string;
  at: number;
};

/** A mail as SES describes it in its events: about 2.5 KB of JSON. */
function describe(mail: SentMail, n: number): AcceptedMail {
  const token = `${mail.campaignId}.${mail.recipientId}.Yk3v7nQx0cW8e2LrT5sZ1A`;
  const unsubscribe = `https://mail.sodam.example/u/${token}`;
  return {
    id: mail.messageId,
    at: mail.at,
    outcome: outcomeOf(n),
    from: "소담상점 <hello@sodam.test>",
    to: [`고객 ${n} <customer${n}@example.test>`],
    cc: [],
    bcc: [],
    replyTo: ["help@sodam.test"],
    subject: `(광고) ${n}번째 손님께 드리는 11월의 소식`,
    headers: [
      { name: "List-Unsubscribe", value: `<${unsubscribe}>` },
      { name: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" },
      { name: "List-Id", value: `<campaign-${mail.campaignId}.sodam.test>` },
      { name: "Content-Type", value: 'multipart/alternative; boundary="----=_Part_8271_11"' },
    ],
    tags: [
      { name: "campaign_id", value: String(mail.campaignId) },
      { name: "recipient_id", value: String(mail.recipientId) },
      { name: "attempt_id", value: mail.attemptId },
    ],
    configurationSet: "letterpress",
  };
}

/**
 * Up to `count` messages about these mails, in the order in which SES would report, a batch at a
 * time: a hundred thousand of them would fill the memory.
 */
export function* eventBatches(
  mails: readonly SentMail[],
  { count, batch }: { count: number; batch: number },
): Generator<string[]> {
  const planned = mails
    .flatMap((mail, n) =>
      planEvents({ id: mail.messageId, at: mail.at, outcome: outcomeOf(n) }, [200, 5_000]).map(
        (event) => ({ mail, n, event }),
      ),
    )
    .toSorted((a, b) => a.event.at - b.event.at)
    .slice(0, count);
  for (let start = 0; start < planned.length; start += batch) {
    yield planned
      .slice(start, start + batch)
      .map(({ mail, n, event }) =>
        inEnvelope(JSON.stringify(buildEvent(describe(mail, n), event))),
      );
  }
}

/** As SNS wraps it: what most installations get. */
function inEnvelope(message: string): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: "arn:aws:sns:ap-northeast-2:000000000000:letterpress-events",
    Subject: "Amazon SES Email Event Notification",
    Message: message,
    Timestamp: "2026-11-20T01:00:00.000Z",
    SignatureVersion: "2",
    Signature: "h0Kq".repeat(86),
    SigningCertURL: "https://sns.ap-northeast-2.amazonaws.com/SimpleNotificationService-9c.pem",
    UnsubscribeURL: "https://sns.ap-northeast-2.amazonaws.com/?Action=Unsubscribe&Subscrip…",
  });
}

export function toRecords(bodies: readonly string[]): SQSRecord[] {
  return bodies.map((body) => ({
    messageId: randomUUID(),
    receiptHandle: "bench",
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "bench",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:ap-northeast-2:000000000000:events",
    awsRegion: "ap-northeast-2",
  }));
}
