import { describe, expect, test } from "vitest";
import { compileContent } from "@/lib/content/compile";
import { estimateBytes } from "@/lib/content/mail-size";
import { personalise } from "@/lib/content/personalise";
import { sampleFor, samplePromotion } from "@/lib/domain/template-samples";
import {
  compileOk,
  letterWith,
  mailToCompile,
  shop,
  testUrls,
} from "@/tests/support/mail-to-compile";

async function mailOf(changes: Parameters<typeof compileOk>[0], data = {}) {
  return personalise(await compileOk(changes), { data, urls: testUrls });
}

describe("the compiled HTML", () => {
  test.each(["ko", "en"] as const)(
    "of the promotion in %s holds what mail programs need",
    async (locale) => {
      const { html } = await mailOf({
        templateKey: "promotion",
        ...sampleFor("promotion", { locale }),
        locale,
      });
      expect(html).toMatch(new RegExp(`<html[^>]* lang="${locale}"`));
      expect(html).toMatch(new RegExp(`<body[^>]* lang="${locale}"`));
      expect(html).toContain('name="color-scheme"');
      expect(html).toContain("prefers-color-scheme:dark");
      expect(html).toContain("word-break:keep-all");
      expect(html).toContain("Malgun Gothic");
      expect(html).toContain("<!--[if mso]><table");
      expect(html.split("<!--[if mso]>")).toHaveLength(html.split("<![endif]-->").length);
      expect(html).toContain("max-width:600px");
    },
  );

  test("holds no comment but Outlook's, no mark and no Liquid", async () => {
    const { html } = await mailOf({ templateKey: "promotion", ...sampleFor("promotion") });
    const comments = html.match(/<!--[\s\S]*?-->/g) ?? [];
    expect(comments.filter((comment) => !comment.startsWith("<!--[if mso]>"))).toEqual([]);
    expect(html).not.toMatch(/[\uE000-\uE00F]/);
    expect(html).not.toMatch(/\{\{|\{%/);
  });

  test("every image has an alt attribute, and widths Outlook understands", async () => {
    const { html } = await mailOf({ templateKey: "promotion", ...sampleFor("promotion") });
    const images = html.match(/<img[^>]*>/g) ?? [];
    expect(images.length).toBe(8); // hero, six products, pixel
    for (const image of images)
      expect(image).toMatch(/ alt="[^"]*".* width="\d+"|width="\d+".* alt="/);
  });

  test("the pixel comes last", async () => {
    const { html } = await mailOf({});
    expect(html.indexOf("https://t.test/pixel/token")).toBeGreaterThan(
      html.indexOf("무료 수신거부"),
    );
  });

  test("the preview text is hidden, padded, and not in the text part", async () => {
    const mail = await mailOf(
      { previewText: '{{ name | fallback: "고객" }}님만 보세요' },
      { name: "민수" },
    );
    expect(mail.html).toMatch(
      /<div style="display:none[^>]*>민수님만 보세요[\u034f\u200c\u00a0]+<\/div>/,
    );
    expect(mail.text).not.toContain("보세요");
  });

  test("thirty products are about 100 KB, and that can be sent", async () => {
    const result = await compileContent(
      mailToCompile({ templateKey: "promotion", content: samplePromotion({ products: 30 }) }),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const bytes = estimateBytes(result.compiled.html);
    expect(bytes).toBeGreaterThan(95_000);
    expect(bytes).toBeLessThan(102_400);
    expect(result.warnings.map((warning) => warning.code)).toEqual(["near_clip"]);
  });

  test("a mail that Gmail would clip is warned about, not refused", async () => {
    const long = "가나다라 ".repeat(9_000).slice(0, 14_900);
    const content = {
      ...samplePromotion({ products: 30 }),
      intro: long.slice(0, 2_990),
      closing: long.slice(0, 1_990),
    };
    const result = await compileContent(mailToCompile({ templateKey: "promotion", content }));
    expect(result.ok && result.warnings.map((warning) => warning.code)).toEqual(["clipped"]);
  });
});

describe("words of the marketer", () => {
  test("markup is text", async () => {
    const mail = await mailOf(letterWith({ body: '<img src=x onerror="alert(1)"> & <b>' }));
    expect(mail.html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &lt;b&gt;");
    expect(mail.text).toContain('<img src=x onerror="alert(1)"> & <b>');
  });

  test("an empty line begins a paragraph, a line break stays one", async () => {
    const { html } = await mailOf(letterWith({ body: "하나\n둘\n\n셋" }));
    expect(html).toMatch(/>하나<br\/?>둘<\/p><p[^>]*>셋<\/p>/);
  });

  test("words inside a condition are escaped once and keep their line breaks", async () => {
    const changes = letterWith({ body: "{% if vip_level == 'gold' %}<골드>\n& 감사{% endif %}끝" });
    const gold = await mailOf(changes, { vip_level: "gold" });
    expect(gold.html).toContain("&lt;골드&gt;<br/>&amp; 감사끝");
    expect(gold.text).toContain("<골드>\n& 감사끝");
    expect((await mailOf(changes, { vip_level: "silver" })).text).not.toContain("골드");
  });

  test("the text part keeps names as they are, in headings too", async () => {
    const content = { ...samplePromotion({ products: 0 }), headline: "{{ name }}, hello" };
    const mail = await mailOf({ templateKey: "promotion", content }, { name: "McKenna" });
    expect(mail.text).toContain("McKenna, hello");
  });

  test("private-use characters that could pass for a slot are taken out", async () => {
    const mail = await mailOf(letterWith({ body: "a\uE000\uE002\uE001b \uE00C<b>\uE00D" }));
    expect(mail.html).toContain(">ab &lt;b&gt;</p>");
  });

  test("no name of a topic or shop can bring markup or a slot into the mail", async () => {
    const raw = "\uE00C<img src=x onerror=alert(1)>\uE00D \uE000\uE00B\uE001";
    const { html } = await mailOf({ topicName: raw, organization: { ...shop, name: raw } });
    expect(html).not.toContain("<img src=x");
    expect(html).toContain("&lt;img src=x");
  });
});

describe("links", () => {
  test("each destination is tracked once, in both parts, and nothing else is", async () => {
    const compiled = await compileOk({
      templateKey: "promotion",
      content: { ...samplePromotion({ products: 2 }), buttonUrl: "https://shop.kr/all" },
    });
    expect(compiled.links).toHaveLength(3); // the button (and the hero), two products
    const used = (part: typeof compiled.html) =>
      new Set(part.slots.flatMap((slot) => (slot.kind === "link" ? [slot.n] : [])));
    expect(used(compiled.html)).toEqual(new Set([0, 1, 2]));
    expect(used(compiled.text)).toEqual(new Set([0, 1, 2]));
    const urls = compiled.html.slots.flatMap((slot) => (slot.kind === "url" ? [slot.name] : []));
    expect(urls).toEqual(["unsubscribe", "preferences", "web", "pixel"]);
  });

  test("merge tags stay in the destination, unescaped by React", async () => {
    const url = `https://shop.kr/?q={{ name | fallback: "a&b" }}&x=1`;
    const compiled = await compileOk(letterWith({ buttonLabel: "보기", buttonUrl: url }));
    expect(compiled.links).toEqual([url]);
    expect(compiled.fields).toEqual(["name"]);
  });

  test("an ampersand in an address is an ampersand again", async () => {
    const compiled = await compileOk(
      letterWith({ buttonLabel: "보기", buttonUrl: "https://shop.kr/?a=1&b=2" }),
    );
    expect(compiled.links).toEqual(["https://shop.kr/?a=1&b=2"]);
  });

  test.each(["mailto:help@shop.kr", "tel:02-123-4567"])("%s is not tracked", async (buttonUrl) => {
    const compiled = await compileOk(letterWith({ buttonLabel: "연락", buttonUrl }));
    expect(compiled.links).toEqual([]);
    expect(compiled.html.chunks.join("")).toContain(`href="${buttonUrl}"`);
  });

  test("a transactional mail has neither tracking nor a way out nor a label", async () => {
    const compiled = await compileOk({
      kind: "transactional",
      ...letterWith({ buttonLabel: "주문 보기", buttonUrl: "{{ order_url }}" }),
    });
    expect(compiled.links).toEqual([]);
    expect(
      [...compiled.html.slots, ...compiled.text.slots].filter((slot) => slot.kind !== "merge"),
    ).toEqual([]);
    expect(compiled.subject.chunks).toEqual(["가을 소식"]);
    const mail = personalise(compiled, {
      data: { order_url: "https://shop.kr/1?a=1&b=2" },
      urls: testUrls,
    });
    expect(mail.html).toContain('href="https://shop.kr/1?a=1&amp;b=2"');
    expect(mail.text).toContain("https://shop.kr/1?a=1&b=2");
  });
});

describe("what the law wants in a mail", () => {
  test("a Korean advertisement is labelled, whatever was typed", async () => {
    expect((await mailOf({ subject: "[광고] 세일" })).subject).toBe("(광고) 세일");
  });

  test("information and other countries' mails are not labelled", async () => {
    expect((await mailOf({ kind: "information" })).subject).toBe("가을 소식");
    const organization = { ...shop, country: "US" };
    expect((await mailOf({ organization })).subject).toBe("가을 소식");
  });

  test("sender, address, phone and free refusal stand in both parts as text", async () => {
    const mail = await mailOf({});
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain("소담상점");
      expect(part).toContain("서울 성동구 연무장길 12");
      expect(part).toContain("02-123-4567");
      expect(part).toContain("무료 수신거부");
      expect(part).toContain("https://t.test/unsubscribe/token");
      expect(part).toContain("새 소식");
    }
  });

  test("an information mail has the same way out", async () => {
    expect((await mailOf({ kind: "information" })).text).toContain("무료 수신거부");
  });

  test("an advertisement without a postal address is refused", async () => {
    const result = await compileContent(
      mailToCompile({ organization: { ...shop, postalAddress: " " } }),
    );
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual([
      "missing_postal_address",
    ]);
  });
});

describe("what cannot be sent is refused with its place", () => {
  async function problemsOf(changes: Parameters<typeof mailToCompile>[0]) {
    const result = await compileContent(mailToCompile(changes));
    const problems = result.ok ? result.warnings : result.problems;
    return problems.map(({ field, code }) => `${field}: ${code}`);
  }

  test.each([
    [{ subject: "  " }, "subject: required"],
    [{ subject: "(광고)" }, "subject: required"],
    [{ subject: "제목\r\nBcc: a@b.kr" }, "subject: line_break"],
    [{ subject: "{{ nmae }}님" }, "subject: unknown_field"],
    [{ previewText: "{{ name " }, "previewText: unclosed_tag"],
    [letterWith({ body: "" }), "body: required"],
    [letterWith({ body: "{% include 'x' %}" }), "body: unknown_tag"],
    [
      letterWith({ buttonLabel: "보기", buttonUrl: "javascript:alert(1)" }),
      "buttonUrl: unsafe_scheme",
    ],
    [letterWith({ buttonLabel: "보기", buttonUrl: "shop.kr" }), "buttonUrl: no_scheme"],
    [letterWith({ buttonLabel: "보기" }), "buttonUrl: required"],
    [letterWith({ buttonUrl: "https://shop.kr" }), "buttonLabel: required"],
    [letterWith({ body: "가".repeat(15_001) }), "body: too_long"],
    [{ templateKey: "nope" }, "template: unknown_template"],
    [{ templateKey: "promotion", content: [] }, "mail: unreadable"],
  ])("%o", async (changes, expected) => {
    expect(await problemsOf(changes)).toContain(expected);
  });

  test("a product without a name or with a bad image address is named by its place", async () => {
    const [first] = samplePromotion({ products: 1 }).products;
    const products = [first, { ...first, name: " ", imageUrl: "javascript:1", url: "{{ nope }}" }];
    const content = { ...samplePromotion({ products: 0 }), products };
    expect(await problemsOf({ templateKey: "promotion", content })).toEqual([
      "products.1.name: required",
      "products.1.imageUrl: unsafe_scheme",
      "products.1.url: unknown_field",
    ]);
  });

  test("thirty-one products are too many", async () => {
    const [one] = samplePromotion({ products: 1 }).products;
    const content = { ...samplePromotion(), products: Array.from({ length: 31 }, () => one) };
    expect(await problemsOf({ templateKey: "promotion", content })).toEqual(["products: too_many"]);
  });

  test("a draft may lack words, but not hold a wrong tag", async () => {
    const empty = mailToCompile({ ...letterWith({ body: "" }), subject: "" });
    expect((await compileContent(empty, { complete: false })).ok).toBe(true);
    const wrong = mailToCompile(letterWith({ body: "{{ nmae }}" }));
    expect((await compileContent(wrong, { complete: false })).ok).toBe(false);
  });
});
