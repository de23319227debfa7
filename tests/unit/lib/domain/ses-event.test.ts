import { expect, test } from "vitest";
import { parseSesEvent } from "@/lib/domain/ses-event";
import { isGreeting } from "@/lib/domain/ses-json";

const attempt = "0198c0de-0000-7000-8000-000000000001";

function body(event: Record<string, unknown>): string {
  return JSON.stringify({
    mail: {
      timestamp: "2026-11-20T01:00:00.000Z",
      messageId: "0100-abc",
      tags: { campaign_id: ["42"], recipient_id: ["7"], attempt_id: [attempt] },
    },
    ...event,
  });
}

test.each([
  ["Send", "send"],
  ["Delivery", "delivery"],
  ["DeliveryDelay", "delivery_delay"],
  ["Bounce", "bounce"],
  ["Complaint", "complaint"],
  ["Reject", "reject"],
  ["Rendering Failure", "rendering_failure"],
  ["Open", "open"],
  ["Click", "click"],
  ["Subscription", "subscription"],
  ["Something new", "unknown"],
])("SES's %s is the type %s and finds its row by our tags", (eventType, type) => {
  expect(parseSesEvent(body({ eventType }))).toMatchObject({
    type,
    campaignId: 42,
    recipientId: 7,
    attemptId: attempt,
    sesMessageId: "0100-abc",
  });
});

test("an SNS envelope and raw JSON are the same report", () => {
  const raw = body({ eventType: "Delivery", delivery: { timestamp: "2026-11-20T01:00:03.000Z" } });
  const wrapped = JSON.stringify({ Type: "Notification", MessageId: "x", Message: raw });
  expect(parseSesEvent(wrapped)).toEqual(parseSesEvent(raw));
  expect(parseSesEvent(raw)?.occurredAt.toISOString()).toBe("2026-11-20T01:00:03.000Z");
});

test("EventBridge's envelope holds the same report", () => {
  const raw = body({ eventType: "Bounce", bounce: { feedbackId: "f", bounceType: "Permanent" } });
  const bridged = JSON.stringify({
    source: "aws.ses",
    "detail-type": "Email Bounced",
    detail: JSON.parse(raw),
  });
  expect(parseSesEvent(bridged)).toEqual(parseSesEvent(raw));
});

test("SNS's greeting is no report and no fault", () => {
  const greeting = {
    Type: "Notification",
    Message: "Successfully validated SNS topic for Amazon SES event publishing.",
  };
  expect(parseSesEvent(JSON.stringify(greeting))).toBeUndefined();
  expect(isGreeting(JSON.stringify(greeting))).toBe(true);
  expect(isGreeting(body({ eventType: "Send" }))).toBe(false);
});

test.each(["constructor", "toString", "__proto__"])("a type named %s is unknown", (eventType) => {
  expect(parseSesEvent(body({ eventType }))?.type).toBe("unknown");
});

test("two recipients, two links and two moments are different reports", () => {
  const keyOf = (event: Record<string, unknown>, recipient = "7") =>
    parseSesEvent(body({ ...event, eventType: "Click" }).replace('["7"]', `["${recipient}"]`))
      ?.dedupeKey;
  const click = { timestamp: "2026-11-20T01:00:03.000Z", link: "https://a.test/" };
  const keys = [
    keyOf({ click }),
    keyOf({ click }, "8"),
    keyOf({ click: { ...click, link: "https://b.test/" } }),
    keyOf({ click: { ...click, timestamp: "2026-11-20T01:00:04.000Z" } }),
  ];
  expect(new Set(keys).size).toBe(4);
  expect(keyOf({ click })).toBe(keys[0]);
});

test.each(["", "yesterday", "+275760-01-01T00:00:00Z", "-000001-01-01T00:00:00Z", "0001-01-01"])(
  "the time %j, which a database does not keep, is none",
  (timestamp) => {
    const event = parseSesEvent(JSON.stringify({ eventType: "Send", mail: { timestamp } }));
    expect(event).toMatchObject({ acceptedAt: null, occurredAt: new Date(0) });
  },
);

test("what is stored holds no NUL and no half character, and is otherwise as it came", () => {
  const odd = '{"eventType":"Send","note":"a\\u0000b\\ud83dc \\\\u0000 \\ud83d\\ude00"}';
  expect(parseSesEvent(odd)?.json).toBe(
    '{"eventType":"Send","note":"a\ufffdb\ufffdc \\\\u0000 😀"}',
  );
  const plain = '{ "eventType": "Send", "price": 1.0 }';
  expect(parseSesEvent(plain)?.json).toBe(plain);
});

test("the same report has the same key, another one another", () => {
  const bounce = (feedbackId: string) =>
    parseSesEvent(body({ eventType: "Bounce", bounce: { feedbackId } }))?.dedupeKey;
  expect(bounce("1")).toBe(bounce("1"));
  expect(bounce("1")).not.toBe(bounce("2"));
});

test("a bounce tells its type, and the suppression list's echo is no bounce of a mailbox", () => {
  const read = (bounceType: string, bounceSubType: string) =>
    parseSesEvent(
      body({
        eventType: "Bounce",
        bounce: { bounceType, bounceSubType, bouncedRecipients: [{ diagnosticCode: "550 no" }] },
      }),
    )?.bounce;
  expect(read("Permanent", "NoEmail")).toMatchObject({
    type: "permanent",
    message: "550 no",
    kind: "hard",
  });
  expect(read("Permanent", "OnAccountSuppressionList")).toMatchObject({ kind: "echo" });
  expect(read("Transient", "MailboxFull")).toMatchObject({ type: "transient" });
  expect(read("Undetermined", "Undetermined")).toMatchObject({ type: "undetermined" });
});

test("not-spam and echoes are no complaints", () => {
  const read = (complaint: Record<string, unknown>) =>
    parseSesEvent(body({ eventType: "Complaint", complaint }))?.isComplaint;
  expect(read({ complaintFeedbackType: "abuse" })).toBe(true);
  expect(read({})).toBe(true);
  expect(read({ complaintFeedbackType: "not-spam" })).toBe(false);
  expect(read({ complaintSubType: "OnAccountSuppressionList" })).toBe(false);
});

test.each(["", "null", "[]", "{", '{"Records":[]}', '{"eventType":7}'])(
  "%j is not an event of SES",
  (text) => expect(parseSesEvent(text)).toBeUndefined(),
);

test.each([
  { eventType: "Send" },
  { eventType: "Send", mail: { tags: { campaign_id: "42" } } },
  { eventType: "Send", mail: { tags: { campaign_id: ["-1"], attempt_id: ["no"] } } },
  { eventType: "Bounce", bounce: { bouncedRecipients: "none" } },
])("a report with parts missing is stored, not fatal: %j", (event) => {
  expect(parseSesEvent(JSON.stringify(event))).toMatchObject({ campaignId: null, attemptId: null });
});
