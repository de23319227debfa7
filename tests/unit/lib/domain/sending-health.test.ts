import { expect, test } from "vitest";
import { countHealth, type HealthCounts, judgeHealth } from "@/lib/domain/sending-health";

const none = { part: 0, whole: 10_000 };
const calm: HealthCounts = { bounces: none, complaints: none, unsubscribes: none };

test.each([
  ["bounces", { part: 19, whole: 1_000 }, "good"],
  ["bounces", { part: 20, whole: 1_000 }, "warn"],
  ["bounces", { part: 49, whole: 1_000 }, "warn"],
  ["bounces", { part: 50, whole: 1_000 }, "pause"],
  ["bounces", { part: 9, whole: 9 }, "good"],
  ["bounces", { part: 10, whole: 10 }, "pause"],
  ["bounces", { part: 10, whole: 200 }, "pause"],
  ["bounces", { part: 10, whole: 201 }, "warn"],
  ["complaints", { part: 7, whole: 10_000 }, "good"],
  ["complaints", { part: 8, whole: 10_000 }, "warn"],
  ["complaints", { part: 29, whole: 10_000 }, "warn"],
  ["complaints", { part: 30, whole: 10_000 }, "pause"],
  ["complaints", { part: 2, whole: 2 }, "good"],
  ["complaints", { part: 3, whole: 1_000 }, "pause"],
  ["complaints", { part: 3, whole: 1_001 }, "warn"],
  ["unsubscribes", { part: 9, whole: 10 }, "good"],
  ["unsubscribes", { part: 10, whole: 1_000 }, "warn"],
  ["unsubscribes", { part: 1_000, whole: 1_000 }, "warn"], // says something, stops nothing
  ["bounces", { part: 0, whole: 0 }, "good"],
] as const)("%s %j: %s", (measure, counts, level) => {
  const verdicts = judgeHealth({ ...calm, [measure]: counts });
  expect(verdicts.find((verdict) => verdict.measure === measure)).toMatchObject({ level });
  expect(verdicts.filter((verdict) => verdict.level !== "good")).toHaveLength(
    level === "good" ? 0 : 1,
  );
});

test("after a person let it go on, the count has to double before it pauses again", () => {
  const level = (part: number) =>
    judgeHealth({ ...calm, bounces: { part, whole: 100 } }, { bounces: 10 })[0]?.level;
  expect(level(10)).toBe("warn");
  expect(level(19)).toBe("warn");
  expect(level(20)).toBe("pause");
});

test("complaints are a share of those whose provider tells, bounces of those SES tried", () => {
  const counts = countHealth({
    sent: 1_000,
    bounced: 60,
    rejected: 1,
    bouncedPermanently: 40,
    echoes: 10,
    complained: 2,
    complaintBase: 300,
    unsubscribed: 12,
  });
  expect(counts).toEqual({
    bounces: { part: 40, whole: 990 },
    complaints: { part: 2, whole: 300 },
    unsubscribes: { part: 12, whole: 939 },
  });
});
