import { expect, test } from "vitest";
import { buildEvent, planEvents } from "@/local/ses/events";
import { outcomes, type AcceptedMail } from "@/local/ses/mail";
import { decideOutcome } from "@/local/ses/outcome";

const mail: AcceptedMail = {
  id: "010001a1f853815d-60001ef7-d319-4d5c-ba9f-d58e6b284f9d-000000",
  at: Date.UTC(2026, 10, 20, 9, 0, 0),
  outcome: "delivered",
  from: "hello@moonlight.test",
  to: ["a@b.test"],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: "s",
  headers: [],
  tags: [],
  configurationSet: undefined,
};

test.each(outcomes)("events of a mail that was %s come out the same again", (outcome) => {
  const both = [1, 2].map(() =>
    planEvents({ ...mail, outcome }, [50, 500]).map((event) =>
      JSON.stringify(buildEvent({ ...mail, outcome }, event)),
    ),
  );
  expect(both[0]).toEqual(both[1]);
  expect(both[0]?.[0]).toContain('"eventType":"Send"');
});

test("events keep their order in time, each between the shortest and the longest delay", () => {
  const [send, delivery] = planEvents(mail, [50, 500]);
  for (const [later, earlier] of [
    [send?.at ?? 0, mail.at],
    [delivery?.at ?? 0, send?.at ?? 0],
  ] as const) {
    expect(later - earlier).toBeGreaterThanOrEqual(50);
    expect(later - earlier).toBeLessThanOrEqual(500);
  }
});

test("headers beyond 10 KB are cut, and it says so", () => {
  const headers = Array.from({ length: 15 }, (_, n) => ({
    name: `X-${n}`,
    value: "v".repeat(900),
  }));
  const [send] = planEvents(mail, [0, 0]);
  const event = buildEvent({ ...mail, headers }, send ?? { kind: "Send", at: 0 });
  expect(event).toMatchObject({ mail: { headersTruncated: true } });
  expect(JSON.stringify(event).length).toBeLessThan(12_000);
});

test.each([
  ["success+1@simulator.amazonses.com", "delivered"],
  ["bounce@simulator.amazonses.com", "bounced"],
  ["Kim <Complaint+x@Simulator.amazonses.com>", "complained"],
  ["unknown@simulator.amazonses.com", "bounced"],
  ["bounce@shop.test", "delivered"], // only the simulator's mailboxes are special
  ["gone@shop.test", "suppressed"],
])("a mail to %s is %s", (to, outcome) => {
  const isSuppressed = (address: string): boolean => address === "gone@shop.test";
  expect(decideOutcome({ to: [to], cc: [], bcc: [] }, { isSuppressed })).toBe(outcome);
});
