import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

async function load(times: string, delivery: "local" | "real") {
  vi.stubEnv("LETTERPRESS_PROTOCOL_TIMES", times);
  vi.stubEnv("LETTERPRESS_DELIVERY", delivery);
  const { protocolTimes } = await import("@/lib/delivery/protocol-times");
  return protocolTimes;
}

test("the real times hold when nothing is set", async () => {
  const times = await load("", "real");
  expect(times).toMatchObject({ callSeconds: 10, leaseSeconds: 120, quietSeconds: 1200 });
  // What keeps two mails from one person: a call ends within its lease, a signature and events are
  // over before a silence is believed, and neighbours are all from before that.
  expect(times.callSeconds).toBeLessThan(times.leaseSeconds);
  expect(times.staleClaimSeconds).toBeLessThan(300);
  expect(times.cohortAfterSeconds + times.eventLagSeconds).toBeLessThan(times.quietSeconds);
});

test("a run on this machine may shorten some of them", async () => {
  expect(await load('{"quietSeconds":15}', "local")).toMatchObject({
    quietSeconds: 15,
    leaseSeconds: 120,
  });
});

test("mail that leaves the machine keeps the real ones: the process does not start", async () => {
  await expect(load('{"quietSeconds":15}', "real")).rejects.toThrow("needs the real times");
});

test.each([
  ['{"quietSecond":15}', "quietSecond"],
  ['{"leaseSeconds":0}', "leaseSeconds"],
  ["soon", "JSON"],
])("%s is refused", async (times, reason) => {
  await expect(load(times, "local")).rejects.toThrow(reason);
});
