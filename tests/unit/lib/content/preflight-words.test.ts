import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { findingWords, fixWords } from "@/components/content/preflight-words";
import type { Finding, FindingCode } from "@/lib/domain/preflight";
import { spamPhrases } from "@/lib/domain/spam-phrases";
import { getMessages } from "@/lib/i18n/messages";

const params = {
  words: "모두 보기",
  href: "/sale",
  name: "tea.jpg",
  tag: "form",
  format: "WEBP",
  host: "bit.ly",
  shown: "shop.kr",
  link: "shop.kr",
  feature: "display: flex",
  clients: "Outlook (Windows), Naver",
  phrase: "원금 보장",
  rules: "HTML_MESSAGE",
  size: 210,
  width: 90,
  max: 80,
  ratio: 3.9,
  least: 4.5,
  letters: 4,
  score: 3.2,
  status: 404,
};

describe.each(["ko", "en"] as const)("in %s", (locale) => {
  const messages = getMessages(locale);
  const t = createTranslator({ locale, messages, namespace: "preflight" });
  const codes = Object.keys(messages.preflight.findings) as FindingCode[];
  const reasons = [...new Set(spamPhrases.map(({ why }) => why))];
  const deaths = Object.keys(messages.preflight.deadWhy);

  test.each(codes)("%s is a sentence with nothing left open", (code) => {
    for (const why of code === "spam_phrase" ? reasons : code === "link_dead" ? deaths : [""]) {
      for (const words of ["모두 보기", ""]) {
        const finding: Finding = {
          field: "mail",
          code,
          severity: "warning",
          params: { ...params, why, words },
        };
        const sentence = findingWords(t, finding);
        expect(sentence).toMatch(/[.?]$|HTML_MESSAGE$/);
        expect(sentence).not.toMatch(/[{}]|‘’|“”|preflight\./);
      }
    }
  });

  test.each(Object.keys(messages.preflight.fixes))("the fix of %s says what it does", (code) => {
    const item = {
      field: "subject",
      code: code as FindingCode,
      severity: "warning",
      params: { nearest: "name" },
      of: "mail",
    } as const;
    expect(fixWords(t, item)).not.toBe(t("fix"));
    expect(fixWords(t, item)).not.toMatch(/[{}]/);
  });
});
