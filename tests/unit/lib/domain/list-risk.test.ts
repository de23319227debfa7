import { describe, expect, test } from "vitest";
import { isClean, sortDomains, type AddressReview } from "@/lib/domain/address-review";
import { estimateRisk } from "@/lib/domain/list-risk";

const clean: AddressReview = { total: 1000, role: 0, typos: [], closed: [], dead: [] };
const facts = (change: Partial<AddressReview>, people = {}) => ({
  review: { ...clean, ...change },
  neverMailed: 0,
  longSilent: 0,
  ...people,
});

describe("the domains of a list", () => {
  test("are sorted into what is doubtful, each once, the most frequent first", () => {
    const domains = [
      { domain: "gmial.com", count: 2, role: 0 },
      { domain: "naver.con", count: 5, role: 1 },
      { domain: "paran.com", count: 3, role: 0 },
      { domain: "gone.test", count: 4, role: 0 },
      { domain: "naver.com", count: 90, role: 2 },
    ];
    const review = sortDomains(domains, new Set(["gone.test", "paran.com"]));
    expect(review).toEqual({
      total: 104,
      role: 3,
      typos: [
        { domain: "naver.con", meant: "naver.com", count: 5 },
        { domain: "gmial.com", meant: "gmail.com", count: 2 },
      ],
      closed: [{ domain: "paran.com", since: "2012-07-31", count: 3 }],
      dead: [{ domain: "gone.test", count: 4 }],
    });
    expect(isClean(review)).toBe(false);
    expect(isClean(sortDomains([{ domain: "naver.com", count: 1, role: 0 }], new Set()))).toBe(
      true,
    );
  });
});

describe("the risk of a list", () => {
  test("is low for addresses that are known to work", () => {
    expect(estimateRisk(facts({}))).toEqual({ level: "low", bounceShare: 0, reasons: [] });
  });

  test("is high when SES would review the account for the bounces to expect", () => {
    const dead = [{ domain: "gone.test", count: 50 }];
    const risk = estimateRisk(facts({ dead }));
    expect(risk.level).toBe("high");
    expect(risk.bounceShare).toBeCloseTo(0.05);
    expect(risk.reasons).toEqual([{ reason: "no_mail", count: 50, share: 0.05 }]);
  });

  test("adds up what several reasons bring, the gravest first", () => {
    const risk = estimateRisk(
      facts(
        {
          dead: [{ domain: "gone.test", count: 10 }],
          closed: [{ domain: "paran.com", since: "2012-07-31", count: 10 }],
          typos: [{ domain: "gmial.com", meant: "gmail.com", count: 10 }],
        },
        { longSilent: 10 },
      ),
    );
    expect(risk.reasons.map(({ reason }) => reason)).toEqual([
      "no_mail",
      "closed",
      "typo",
      "long_silent",
    ]);
    expect(risk.bounceShare).toBeCloseTo(0.0281);
    expect(risk.level).toBe("raised");
  });

  test.each([
    [{ neverMailed: 500 }, "raised"],
    [{ neverMailed: 499 }, "low"],
    [{ longSilent: 300 }, "raised"],
    [{ longSilent: 299 }, "low"],
  ])("%j of a thousand make it %s", (people, level) => {
    expect(estimateRisk(facts({}, people)).level).toBe(level);
  });

  test("of a handful of new people is low", () => {
    expect(estimateRisk(facts({ total: 50 }, { neverMailed: 50 })).level).toBe("low");
    expect(estimateRisk(facts({ total: 0 })).level).toBe("low");
  });
});
