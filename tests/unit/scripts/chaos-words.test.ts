import { expect, test } from "vitest";
import { describeRows, type WaitingRows } from "@/scripts/chaos/settle";

const queued: WaitingRows = {
  status: "queued",
  isPaused: false,
  hasNoWakeUp: false,
  isLater: false,
  isYoung: false,
  n: 12,
};

test("says in a line who waits and why", () => {
  const rows: WaitingRows[] = [
    { ...queued, status: "in_doubt", isYoung: true, n: 30 },
    { ...queued, status: "in_doubt", isYoung: true, hasNoWakeUp: true, n: 9 },
    queued,
  ];
  const messages = { "wake-ups on the queue": 3, reports: 0 };
  expect(describeRows(rows, messages)).toBe(
    "39 in doubt (quiet time not over), 12 queued, 3 wake-ups on the queue",
  );
  expect(describeRows([], { reports: 0 })).toBe("nobody, the list is still being planned");
});
