import { expect, test } from "vitest";
import { findSlowdowns, type MailboxTally } from "@/lib/domain/slowdown";

function tally(values: Partial<MailboxTally>): MailboxTally {
  return { domain: "shop.kr", group: "naver", delivered: 0, delayed: 0, bounced: 0, ...values };
}

test.each<[string, Partial<MailboxTally>, number]>([
  ["a tenth delayed is borne", { delivered: 90, delayed: 10 }, 0],
  ["more than a tenth is not", { delivered: 89, delayed: 11 }, 1],
  ["passing bounces count alike", { delivered: 89, delayed: 6, bounced: 5 }, 1],
  ["a handful says nothing", { delivered: 1, delayed: 9 }, 0],
  ["nothing delivered at all says much", { delayed: 10 }, 1],
])("%s", (_what, counts, slow) => {
  expect(findSlowdowns([tally(counts)])).toHaveLength(slow);
});

test("the group is left half of its share of the domain's mails", () => {
  const tallies = [
    tally({ delivered: 240, delayed: 60 }),
    tally({ group: "gmail", delivered: 700 }),
    tally({ domain: "news.kr", delivered: 5_000 }),
  ];
  expect(findSlowdowns(tallies)).toEqual([
    { domain: "shop.kr", group: "naver", share: 0.15, delayedShare: 0.2 },
  ]);
});

test("a share is never halved to nothing", () => {
  const tallies = [tally({ delayed: 10 }), tally({ group: "gmail", delivered: 100_000 })];
  expect(findSlowdowns(tallies)).toMatchObject([{ share: 0.01 }]);
});
