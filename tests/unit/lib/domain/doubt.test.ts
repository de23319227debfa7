import { describe, expect, test } from "vitest";
import { type Doubt, nextDoubtStep } from "@/lib/domain/doubt";

const now = new Date("2026-11-20T03:00:00Z");
const rule = { now, quietSeconds: 1_200, maxInDoubt: 3 };
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const doubt = (values: Partial<Doubt> = {}): Doubt => ({
  policy: "confirm",
  campaignStatus: "sending",
  inDoubtCount: 1,
  quietSince: minutesAgo(5),
  ...values,
});

describe("somebody in doubt", () => {
  test("waits for the quiet time under confirm", () => {
    expect(nextDoubtStep(doubt(), rule)).toEqual({ by: "rule", from: minutesAgo(-15) });
  });

  test("is looked at by every tick once it is over", () => {
    const step = nextDoubtStep(doubt({ quietSince: minutesAgo(20) }), rule);
    expect(step).toEqual({ by: "rule", from: undefined });
  });

  test("is sent again at once under resend", () => {
    expect(nextDoubtStep(doubt({ policy: "resend" }), rule)).toEqual({
      by: "rule",
      from: undefined,
    });
  });

  test.each([
    ["under hold", { policy: "hold" }, "hold"],
    ["the third time", { inDoubtCount: 3 }, "three_times"],
    ["the third time, even under resend", { policy: "resend", inDoubtCount: 3 }, "three_times"],
    ["while the campaign is paused", { campaignStatus: "paused" }, "paused"],
    [
      "of a canceled campaign, whatever else",
      { campaignStatus: "canceled", policy: "hold" },
      "canceled",
    ],
  ] as const)("waits for a person %s", (_, values, why) => {
    expect(nextDoubtStep(doubt(values), rule)).toEqual({ by: "person", why });
  });
});
