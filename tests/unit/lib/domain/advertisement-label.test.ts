import { expect, test } from "vitest";
import { labelAdvertisement } from "@/lib/domain/advertisement-label";

test.each([
  "가을 세일",
  "(광고) 가을 세일",
  "(광고)가을 세일",
  "( 광고 ) 가을 세일",
  "(광 고) 가을 세일",
  "(광.고) 가을 세일",
  "[광고] 가을 세일",
  "【광고】가을 세일",
  "（광고）가을 세일",
  "<광고> 가을 세일",
  '("광고") 가을 세일',
  "(광고) (광고) 가을 세일",
  "  (광고)  가을 세일",
  "(광\u200b고) 가을 세일",
  "(광고)".normalize("NFD") + " 가을 세일",
  "가을 세일 (광고)",
])("%j goes out with exactly one label at its very start", (subject) => {
  expect(labelAdvertisement(subject)).toBe("(광고) 가을 세일");
});

test("the word itself is left alone", () => {
  expect(labelAdvertisement("광고 없는 음악 3개월")).toBe("(광고) 광고 없는 음악 3개월");
});

test("merge tags survive", () => {
  const subject = '[광고] {{ name | fallback: "고객" }}님 {% if vip %}(광고) 특가{% endif %}';
  expect(labelAdvertisement(subject)).toBe(
    '(광고) {{ name | fallback: "고객" }}님 {% if vip %} 특가{% endif %}',
  );
});
