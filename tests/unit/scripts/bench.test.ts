import { expect, test } from "vitest";
import { checkExactlyOnce } from "@/scripts/bench/accepts";
import { readFlags } from "@/scripts/rig/flags";
import { toReport } from "@/scripts/bench/report";
import { median, takeTurns } from "@/scripts/bench/turns";

test("flags are read in both spellings, and what nobody asks for is ignored", () => {
  const flags = readFlags(["--recipients", "2000", "--size=100kb", "--json", "--colour", "blue"]);
  expect(flags.count("recipients", 1)).toBe(2000);
  expect(flags.bytes("size", 1)).toBe(102_400);
  expect(flags.bytes("other", 7)).toBe(7);
  expect(flags.isJson).toBe(true);
});

test("a flag that makes no sense is refused with what would", () => {
  const flags = readFlags(["--recipients", "many", "--size", "large"]);
  expect(() => flags.count("recipients", 1)).toThrow("--recipients must be a whole number");
  expect(() => flags.bytes("size", 1)).toThrow("such as 100kb");
});

test("the median is the middle, or between the two in the middle", () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
});

test("both sides take turns, and the medians become ratios", async () => {
  const order: string[] = [];
  const seconds = { ours: [4, 2, 3], bare: [1, 1.5, 5] };
  const side = (name: "ours" | "bare") => async () => {
    order.push(name);
    return { seconds: seconds[name].shift() ?? 0, cpuMs: name === "ours" ? 300 : 150 };
  };
  const turns = await takeTurns(3, { ours: side("ours"), bare: side("bare") });
  expect(order).toEqual(["ours", "bare", "ours", "bare", "ours", "bare"]);
  const report = toReport({ name: "x", yardstick: "y", items: 30, peakRssMb: 1 }, turns);
  expect(report).toEqual({
    name: "x",
    items: 30,
    seconds: 3,
    perSecond: 10,
    cpuMsPerItem: 10,
    peakRssMb: 1,
    yardstick: { name: "y", perSecond: 20, cpuMsPerItem: 5 },
    ratio: 0.5,
    cpuRatio: 0.5,
  });
  expect(Object.keys(report)).toHaveLength(9);
});

test("the witness finds who was mailed twice and who was not", () => {
  const accept = (recipient: number) => ({
    messageId: `m${recipient}`,
    to: `c${recipient}@b.test`,
    tags: { campaign_id: "7", recipient_id: String(recipient) },
  });
  const plan = { campaignId: 7, recipients: 3 };
  const other = { ...accept(9), tags: { campaign_id: "8", recipient_id: "9" } };
  expect(checkExactlyOnce([accept(1), accept(2), accept(3), other], plan)).toEqual([]);
  expect(checkExactlyOnce([accept(1), accept(2), accept(2), accept(3)], plan)).toEqual([
    "campaign 7: 1 duplicate accepts",
  ]);
  expect(checkExactlyOnce([accept(1), accept(2)], plan)).toHaveLength(1);
});
