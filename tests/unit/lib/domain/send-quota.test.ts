import { describe, expect, test } from "vitest";
import { isQuotaRefusal, quotaReserve } from "@/lib/domain/send-quota";

test.each([
  [50_000, 2_500],
  [200, 10],
  [100, 10],
  [7, 7],
  [0, 0],
  [-1, 0], // unlimited
])("of %i a day %i are kept back from campaigns", (dailyQuota, reserve) => {
  expect(quotaReserve(dailyQuota)).toBe(reserve);
});

describe("a refusal", () => {
  test("for the quota is known by its name, or by its words under a throttle's name", () => {
    expect(isQuotaRefusal({ code: "LimitExceededException", message: "" })).toBe(true);
    expect(
      isQuotaRefusal({ code: "ThrottlingException", message: "Daily message quota exceeded." }),
    ).toBe(true);
  });

  test("for the rate is none", () => {
    expect(
      isQuotaRefusal({
        code: "TooManyRequestsException",
        message: "Maximum sending rate exceeded.",
      }),
    ).toBe(false);
  });
});
