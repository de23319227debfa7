import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { remember } from "@/lib/reports/remember";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Reads that take so long each, and say how often there was one. */
function reader(tookMs: number) {
  let reads = 0;
  return async () => {
    reads += 1;
    vi.setSystemTime(Date.now() + tookMs);
    return await Promise.resolve(reads);
  };
}

test("what is quick is read anew each time", async () => {
  const read = reader(10);
  expect([await remember("quick", read), await remember("quick", read)]).toEqual([1, 2]);
});

test("what is slow is shown for twenty times as long as it took", async () => {
  const read = reader(500);
  await remember("slow", read);
  vi.setSystemTime(Date.now() + 9_999);
  expect(await remember("slow", read)).toBe(1);
  vi.setSystemTime(Date.now() + 1);
  expect(await remember("slow", read)).toBe(2);
});

test("but never for more than a minute", async () => {
  const read = reader(30_000);
  await remember("slowest", read);
  vi.setSystemTime(Date.now() + 60_000);
  expect(await remember("slowest", read)).toBe(2);
});

test("two who ask at once read once", async () => {
  const read = reader(10);
  expect(await Promise.all([remember("both", read), remember("both", read)])).toEqual([1, 1]);
});

test("a failure is not kept", async () => {
  const failing = () => Promise.reject(new Error("away"));
  await expect(remember("failing", failing)).rejects.toThrow("away");
  expect(await remember("failing", reader(1))).toBe(1);
});
