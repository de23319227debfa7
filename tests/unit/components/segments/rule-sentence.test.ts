import fc from "fast-check";
import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { ruleSentence } from "@/components/segments/rule-sentence";
import { locales, type Locale } from "@/lib/domain/locale";
import { readyRule, readySegments } from "@/lib/domain/ready-segments";
import { segmentRule, type SegmentRule } from "@/lib/domain/segment-rule";
import { getMessages } from "@/lib/i18n/messages";
import { ruleArbitrary } from "@/tests/support/segment-arbitraries";

const choices = {
  properties: [
    { key: "city", label: "도시", kind: "text" as const, choices: [] },
    {
      key: "grade",
      label: "등급",
      kind: "choice" as const,
      choices: [{ key: "vip", label: "VIP" }],
    },
  ],
  topics: [{ id: 1, name: "신상품" }],
  imports: [{ id: 4, name: "고객.csv" }],
  segments: [{ id: 9, name: "전시회 방문자" }],
  campaigns: [
    {
      id: 3,
      name: "봄 세일",
      links: ["https://shop.kr/a", "https://shop.kr/b"],
      isArchived: false,
    },
  ],
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
      "도시가 ‘서울’이고 ‘신상품’을 구독하고 (지난 7일 동안 ‘봄 세일’의 링크를 누른 적이 있거나 파일 ‘고객.csv’에 있던 사람)이 아닌 사람",
    );
  });

  test("reads in English", () => {
    expect(sentence(example, "en")).toBe(
      "People whose 도시 is “서울” and who are subscribed to “신상품” and not (who have clicked a link in “봄 세일” in the last 7 days or who were in the file “고객.csv”)",
    );
  });

  test("names what a campaign's mail was about, a choice by its label, and never mailed plainly", () => {
    const rule: SegmentRule = {
      match: "any",
      rules: [
        {
          field: "campaign",
          event: "clicked",
          happened: "sent_but_not",
          campaignId: 3,
          days: null,
          link: 1,
        },
        { field: "property", key: "grade", type: "choice", test: { op: "is_not", value: "vip" } },
        { field: "campaign", event: "sent", happened: "no", campaignId: null, days: null },
        { field: "member", op: "not_in", segmentId: 9 },
        { field: "consent", action: "granted", happened: "no", topicId: 1, days: 700 },
      ],
    };
    expect(sentence(rule, "ko")).toBe(
      "‘봄 세일’을 받았지만 링크 ‘https://shop.kr/b’를 누른 적이 없거나 등급이 ‘VIP’가 아니거나 메일을 받은 적이 없거나 " +
        "세그먼트 ‘전시회 방문자’에 들어 있지 않거나 지난 700일 동안 ‘신상품’ 수신에 동의한 적이 없는 사람",
    );
    expect(sentence(rule, "en")).toBe(
      "People who were sent “봄 세일” but have not clicked “https://shop.kr/b” in it or whose 등급 is not “VIP” or " +
        "who have never been sent any campaign or who are not in the segment “전시회 방문자” or " +
        "who did not agree to mail about “신상품” in the last 700 days",
    );
  });

  test("says of a rule that is turned round that everybody else is meant", () => {
    const rule: SegmentRule = {
      match: "any",
      not: true,
      rules: [{ field: "name", test: { op: "starts_with", value: "김" } }],
    };
    expect(sentence(rule, "ko")).toBe("이름이 ‘김’으로 시작하는 사람을 뺀 모두");
    expect(sentence(rule, "en")).toBe("Everyone except people whose name starts with “김”");
  });

  test("says what the ready-made ones are", () => {
    const read = (locale: Locale) =>
      readySegments.map((name) => sentence(segmentRule.parse(readyRule(name)), locale));
    expect(read("ko")).toEqual([
      "지난 90일 동안 메일을 연 적이 있거나 지난 90일 동안 메일의 링크를 누른 적이 있는 사람",
      "지난 180일 동안 메일을 받았지만 연 적이 없고 지난 180일 동안 메일을 받았지만 링크를 누른 적이 없는 사람",
      "추가된 날이 지난 30일 안인 사람",
      "메일을 받은 적이 없는 사람",
    ]);
    expect(read("en")).toEqual([
      "People who have opened any campaign in the last 90 days or who have clicked a link in any campaign in the last 90 days",
      "People who were sent any campaign in the last 180 days but have not opened it and who were sent any campaign in the last 180 days but have not clicked a link in it",
      "People whose date added is in the last 30 days",
      "People who have never been sent any campaign",
    ]);
  });

  test("has words for every rule in both languages", () => {
    const pools = { topicIds: [1, 2], campaignIds: [3], importIds: [4], segmentIds: [9] };
    fc.assert(
      fc.property(ruleArbitrary(pools), fc.constantFrom(...locales), (rule, locale) => {
        expect(sentence(rule, locale)).not.toBe("");
      }),
    );
  });
});
