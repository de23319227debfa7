import { describe, expect, test } from "vitest";
import { compareMoments, type Moment, type Person } from "@/scripts/chaos/moment";

const waiting: Person = { key: "22/1", status: "queued", claims: 0, retries: 0 };

function moment(people: Person[], more: Partial<Moment> = {}): Moment {
  return { people, calls: new Map(), accepts: new Map(), maySendTwice: false, ...more };
}

const accepted = (count: number): ReadonlyMap<string, number> => new Map([["22/1", count]]);
const sent: Person = { ...waiting, status: "sent", claims: 1 };

describe("a moment by itself", () => {
  test("is fine when everybody sent was accepted and everybody called was claimed", () => {
    expect(
      compareMoments(undefined, moment([sent], { accepts: accepted(1), calls: accepted(1) })),
    ).toEqual([]);
  });

  test.each([
    ["accepted 2 times", moment([sent], { accepts: accepted(2) })],
    ["called sent, unaccepted", moment([sent])],
    ["called 2 times after 1 claims", moment([sent], { accepts: accepted(1), calls: accepted(2) })],
    ["sending without a claim", moment([{ ...waiting, status: "sending" }])],
    ["in the ledger twice", moment([waiting, waiting])],
  ])("is wrong when somebody is %s", (words, wrong) => {
    expect(compareMoments(undefined, wrong).join()).toContain(words);
  });

  test("may hold a second mail under resend", () => {
    const twice = moment([sent], { accepts: accepted(2), maySendTwice: true });
    expect(compareMoments(undefined, twice)).toEqual([]);
  });
});

describe("from one moment to the next", () => {
  const after = (now: Person, before: Person): string[] =>
    compareMoments(
      moment([before], { accepts: accepted(1) }),
      moment([now], { accepts: accepted(1) }),
    );

  test.each([
    [waiting, sent],
    [
      { ...sent, status: "in_doubt" },
      { ...sent, status: "queued" },
    ],
    [
      { ...sent, status: "failed" },
      { ...sent, status: "queued", retries: 1 },
    ],
    [{ ...sent, status: "skipped" }, sent],
  ])("%o may become %o", (before, now) => {
    expect(after(now, before)).toEqual([]);
  });

  test.each([
    [sent, { ...sent, status: "queued" }],
    [{ ...waiting, status: "canceled" }, waiting],
    [
      { ...sent, status: "failed" },
      { ...sent, status: "queued" },
    ],
    [{ ...sent, claims: 2 }, sent],
  ])("%o must not become %o", (before, now) => {
    expect(after(now, before)).not.toEqual([]);
  });

  test("nobody is gone", () => {
    expect(compareMoments(moment([waiting]), moment([]))).toEqual(["22/1 is gone"]);
  });
});
