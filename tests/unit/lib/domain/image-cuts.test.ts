import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areCuts, isTall, suggestCuts, suggestedParts } from "@/lib/domain/image-cuts";
import { imageLimits } from "@/lib/domain/image-limits";

test("tall is what Outlook would cut off, at the width in which mails draw it", () => {
  expect(isTall({ width: 1200, height: 3400 })).toBe(false);
  expect(isTall({ width: 1200, height: 3402 })).toBe(true);
  expect(isTall({ width: 300, height: 1700 })).toBe(false); // never drawn larger than it is
  expect(suggestedParts({ width: 860, height: 10_000 })).toBe(6);
});

describe("cuts", () => {
  test("are even where nothing is known of the image", () => {
    expect(suggestCuts(9_000, 3, [])).toEqual([3_000, 6_000]);
  });

  test("go where nothing is drawn if that is near", () => {
    expect(suggestCuts(9_000, 3, [[2_500, 2_600]])).toEqual([2_588, 6_000]);
    expect(suggestCuts(9_000, 3, [[2_000, 4_000]])).toEqual([3_000, 6_000]);
    expect(suggestCuts(9_000, 3, [[100, 160]])).toEqual([3_000, 6_000]); // too far
  });

  test("that are suggested can always be made", () => {
    const band = fc
      .tuple(fc.nat(9_999), fc.nat(400))
      .map(([at, rows]) => [at, Math.min(9_999, at + rows)] as const);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: imageLimits.parts }), fc.array(band), (parts, calm) => {
        const cuts = suggestCuts(10_000, parts, calm);
        expect(cuts).toHaveLength(parts - 1);
        expect(areCuts(cuts, 10_000)).toBe(true);
      }),
    );
  });

  test("out of order, outside or too close are none", () => {
    expect(areCuts([500, 1_000], 1_500)).toBe(true);
    expect(areCuts([1_000, 500], 1_500)).toBe(false);
    expect(areCuts([500, 510], 1_500)).toBe(false);
    expect(areCuts([1_490], 1_500)).toBe(false);
    expect(areCuts([2_000], 1_500)).toBe(false);
    expect(areCuts([Number.NaN], 1_500)).toBe(false);
  });
});
