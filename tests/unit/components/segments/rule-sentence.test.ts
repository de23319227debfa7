import fc from "fast-check";
import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { ruleSentence } from "@/components/segments/rule-sentence";
import { locales, type Locale } from "@/lib/domain/locale";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { getMessages } from "@/lib/i18n/messages";
import { ruleArbitrary } from "@/tests/support/segment-arbitraries";

const choices = {
  properties: [{ key: "city", label: "도시", kind: "text" as const }],
  topics: [{ id: 1, name: "신상품" }],
  imports: [{ id: 4, name: "고객.csv" }],
  campaigns: [{ id: 3, name: "봄 세일" }],
};

function sentence(rule: SegmentRule, locale: Locale) {
  const t = createTranslator({
    locale,
    messages: getMessages(locale),
    namespace: "segments",
    onError: (error) => {
      throw error; // a missing word or value would otherwise be shown as its key
    },
  });
  return ruleSentence(rule, { t, choices });
}

const example: SegmentRule = {
  match: "all",
  rules: [
    { field: "property", key: "city", type: "text", test: { op: "is", value: "서울" } },
    { field: "topic", topicId: 1, state: "subscribed" },
    {
      match: "any",
      not: true,
      rules: [
        { field: "campaign", event: "clicked", happened: "yes", campaignId: 3, days: 7 },
        { field: "import", op: "in", value: 4 },
      ],
    },
  ],
};

describe("the sentence of a rule", () => {
  test("reads in Korean", () => {
    expect(sentence(example, "ko")).toBe(
      "도시 값이 ‘서울’ 그리고 ‘신상품’ 구독 중 그리고 (지난 7일 동안 ‘봄 세일’ 클릭 또는 파일 ‘고객.csv’에 있던 사람)에 맞지 않음",
    );
  });

  test("reads in English", () => {
    expect(sentence(example, "en")).toBe(
      "도시 is “서울” and subscribed to “신상품” and not (“봄 세일”: clicked in the last 7 days or was in the file “고객.csv”)",
    );
  });

  test("has words for every rule in both languages", () => {
    const pools = { topicIds: [1, 2], campaignIds: [3], importIds: [4] };
    fc.assert(
      fc.property(ruleArbitrary(pools), fc.constantFrom(...locales), (rule, locale) => {
        expect(sentence(rule, locale)).not.toBe("");
      }),
    );
  });
});
