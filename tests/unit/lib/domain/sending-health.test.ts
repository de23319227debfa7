import { expect, test } from "vitest";
import { bounceLimit, complaintLimit, healthOf } from "@/lib/domain/sending-health";

test.each([
  [{ part: 49, whole: 1000 }, bounceLimit, "good"],
  [{ part: 50, whole: 1000 }, bounceLimit, "warn"],
  [{ part: 100, whole: 1000 }, bounceLimit, "bad"],
  [{ part: 1, whole: 1001 }, complaintLimit, "good"],
  [{ part: 1, whole: 1000 }, complaintLimit, "warn"],
  [{ part: 5, whole: 1000 }, complaintLimit, "bad"],
])("%j is judged as SES does", (share, limit, health) => {
  expect(healthOf(share, limit)).toBe(health);
});

test("a handful of mails says nothing yet", () => {
  expect(healthOf({ part: 1, whole: 3 }, bounceLimit)).toBe("unknown");
});
