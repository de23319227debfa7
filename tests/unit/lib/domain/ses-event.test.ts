import { expect, test } from "vitest";
import { parseSesEvent } from "@/lib/domain/ses-event";

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
