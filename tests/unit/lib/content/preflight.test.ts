import { describe, expect, test } from "vitest";
import { compileContent } from "@/lib/content/compile";
import { preflightMail } from "@/lib/content/preflight";
import { personalise } from "@/lib/content/personalise";
import { composedKey, templateKeys } from "@/lib/domain/template-catalog";
import { sampleFor, samplePromotion } from "@/lib/domain/template-samples";
import { mailToCompile, testUrls } from "@/tests/support/mail-to-compile";

const isReal = { isReal: true };

async function found(change: Parameters<typeof mailToCompile>[0], options = isReal) {
  const items = await preflightMail(
    mailToCompile({ previewText: "오늘까지예요", ...change }),
    options,
  );
  return items.map(({ code, field }) => `${field}: ${code}`);
}

describe.each(templateKeys)("the sample of %s", (templateKey) => {
  test.each(["ko", "en"] as const)("has nothing to mend in %s", async (locale) => {
    const sample = sampleFor(templateKey, { locale, imageBase: "https://mail.shop.kr" });
    expect(await found({ templateKey, locale, ...sample })).toEqual([]);
  });
});

test("what is still to be written is said too, errors first", async () => {
  const content = {
    ...samplePromotion({ products: 1, imageBase: "https://s.kr" }),
    headline: "",
    heroImageAlt: "",
  };
  expect(await found({ templateKey: "promotion", content, subject: " " })).toEqual([
    "subject: required",
    "headline: required",
    "heroImageAlt: missing_alt",
  ]);
});

test("a draft that cannot be drawn has its own problems only", async () => {
  const content = { body: "{{ nmae }}" };
  expect(await found({ content, previewText: "" })).toEqual(["body: unknown_field"]);
});

test("the https rule holds only where mail leaves this machine", async () => {
  const content = samplePromotion({ products: 0, imageBase: "http://shop.kr" });
  const mail = { templateKey: "promotion", content };
  expect(await found(mail)).toEqual(["heroImageUrl: image_insecure"]);
  expect(await found(mail, { isReal: false })).toEqual([]);
});

test("personal parts are neither empty nor unfilled, whatever they are in", async () => {
  const content = {
    greeting: "{{ name }}님",
    body: '본문이에요. {% if vip_level == "gold" %}금빛 손님께{% endif %} 보내 드리는 편지예요. {{ points | won }}이 있어요.',
    buttonLabel: "{{ name }}님의 주문",
    buttonUrl: "{{ order_url }}",
  };
  expect(await found({ content })).toEqual([]);
});

test("a composed mail is checked in every block, also in those that only some get", async () => {
  const when = { field: "vip_level", op: "is", value: "gold" };
  const blocks = [
    { type: "heading", id: "h", content: { text: "가을 소식" } },
    {
      type: "text",
      id: "t",
      when,
      content: { body: '<p>원금 보장 <a href="http://shop.kr/vip">보기</a></p>' },
    },
  ];
  expect(await found({ templateKey: composedKey, content: { blocks } })).toEqual([
    "t.body: link_insecure",
    "t.body: spam_phrase",
  ]);
});

describe("a mail that Gmail cuts off", () => {
  const long = "가나다라 ".repeat(700);
  const content = (products: number) => ({
    ...samplePromotion({ products, imageBase: "https://s.kr" }),
    intro: long.slice(0, 2_990),
    closing: long.slice(0, 1_990),
  });
  const read = async (products: number) => {
    const mail = mailToCompile({ templateKey: "promotion", content: content(products) });
    const result = await compileContent(mail);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return personalise(result.compiled, { data: {}, urls: testUrls });
  };

  test("says so once, as a warning, and has the way out at its top too", async () => {
    const items = await preflightMail(
      mailToCompile({ templateKey: "promotion", content: content(30), previewText: "오늘" }),
      isReal,
    );
    expect(items.map(({ code, severity }) => [code, severity])).toEqual([["clipped", "warning"]]);
    const { html, text } = await read(30);
    const first = html.indexOf("https://t.test/unsubscribe/token");
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(html.indexOf("https://t.test/c/token"));
    expect(html.split("https://t.test/unsubscribe/token")).toHaveLength(3);
    expect(text.split("https://t.test/unsubscribe/token")).toHaveLength(2);
    expect(html).not.toContain("long-->");
  });

  test("a shorter one has it once", async () => {
    const { html } = await read(3);
    expect(html.split("https://t.test/unsubscribe/token")).toHaveLength(2);
    expect(html).not.toContain("long-->");
  });
});
