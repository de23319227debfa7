import { describe, expect, test } from "vitest";
import { cleanData, compileMerge } from "@/lib/domain/merge-engine";

function evaluate(liquid: string, data: Record<string, unknown>) {
  return compileMerge(liquid, "text")(cleanData(data, Object.keys(data)));
}

describe("filters", () => {
  test.each([
    ['{{ v | fallback: "고객" }}', null, "고객"],
    ['{{ v | fallback: "고객" }}', "", "고객"],
    ['{{ v | fallback: "고객" }}', "   ", "고객"],
    ['{{ v | fallback: "고객" }}', "민수", "민수"],
    ['{{ v | fallback: "없음" }}', 0, "0"],
    ['{{ v | fallback: "없음" }}', false, "false"],
    ['{{ v | default: "고객" }}', " ", "고객"],
    ["{{ v | won }}", 12345, "12,345원"],
    ["{{ v | won }}", "12345", "12,345원"],
    ["{{ v | won }}", "1,234,567", "1,234,567원"],
    ["{{ v | won }}", -3000, "-3,000원"],
    ["{{ v | won }}", 999.6, "1,000원"],
    ["{{ v | won }}", "많이", "많이"],
    ["{{ v | won }}", null, ""],
    ['{{ v | won: " KRW" }}', 1000, "1,000 KRW"],
    ["{{ v | number }}", 1234567, "1,234,567"],
    ["{{ v | number: 2 }}", 1234.5, "1,234.50"],
    ["{{ v | date_ko }}", "2026-03-05", "2026년 3월 5일"],
    ['{{ v | date_ko: "weekday" }}', "2026-11-20", "2026년 11월 20일 금요일"],
    ["{{ v | date_en }}", "2026-03-05", "March 5, 2026"],
    ["{{ v | date }}", "2026-03-05T09:30:00Z", "2026-03-05"],
    ['{{ v | date: "%Y.%m.%d %H:%M" }}', "2026-03-05 09:30", "2026.03.05 09:30"],
    ['{{ v | date: "%-m/%-d(%a)" }}', "2026-11-20", "11/20(금)"],
    ["{{ v | date_ko }}", "2026-02-30", ""],
    ['{{ v | date_ko | fallback: "곧" }}', "언젠가", "곧"],
    ['{{ v | particle: "은/는" }}', "민수", "민수는"],
    ['{{ v | fallback: "고객" | particle: "이/가" }}', "", "고객이"],
    ["{{ v | upcase }}", "gold", "GOLD"],
    ["{{ v | downcase }}", "GOLD", "gold"],
    ["{{ v | truncate: 5 }}", "abcdefghij", "ab..."],
    ["{{ v | first_word }}", " Jane  Reader ", "Jane"],
    ["{{ v | plus: 5 }}", 10, "15"],
    ["{{ v | divided_by: 4 }}", 10, "2.5"],
  ])("%s of %j is %s", (liquid, v, expected) => {
    expect(evaluate(liquid, { v })).toBe(expected);
  });
});

describe("contact data cannot do harm", () => {
  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`" onmouseover="alert(1)`, "&quot; onmouseover=&quot;alert(1)"],
    ["' onload='x", "&#39; onload=&#39;x"],
    ["{{ email }}", "{{ email }}"],
    ["{% include 'x' %}", "{% include &#39;x&#39; %}"],
    ["&amp;", "&amp;amp;"],
    ["a\uE000\uE002\uE001b", "ab"],
    ["a\u0000\u0008b", "ab"],
  ])("%j in HTML is %j", (name, expected) => {
    const clean = cleanData({ name }, ["name"]);
    expect(compileMerge("{{ name }}", "html")(clean)).toBe(expected);
  });

  test("only plain own values of the fields asked for get through", () => {
    const data = Object.create({ name: "inherited" }) as Record<string, unknown>;
    data["email"] = { toString: () => "object" };
    data["secret"] = "kept out";
    expect(cleanData(data, ["name", "email"])).toEqual({ name: null, email: null });
  });

  test("prototypes are out of reach", () => {
    const clean = cleanData({ name: "민수" }, ["name"]);
    expect(
      compileMerge("{{ name.constructor }}{{ __proto__ }}{{ constructor }}", "text")(clean),
    ).toBe("");
  });

  test.each(["include", "render", "layout", "for", "assign", "raw", "tablerow", "capture"])(
    "the tag %s does not exist",
    (tag) => {
      expect(() => compileMerge(`{% ${tag} x %}`, "text")).toThrow(/not found|illegal|not closed/);
    },
  );

  test("a text that would grow without bound is stopped", () => {
    const bomb = `{{ v ${"| append: v ".repeat(40)}}}`;
    const doubling = `{{ v ${"| replace: 'a', 'aaaaaaaaaa'".repeat(12)} }}`;
    expect(evaluate(bomb, { v: "x" })).toHaveLength(41);
    expect(() => evaluate(doubling, { v: "aaaaaaaaaa" })).toThrow(/limit/);
  });
});
