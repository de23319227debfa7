import fc from "fast-check";
import { Liquid } from "liquidjs";
import { describe, expect, test } from "vitest";
import { personalise, personaliseLink } from "@/lib/content/personalise";
import { matchesCondition } from "@/lib/domain/block-condition";
import type { CompiledPart, MergeData, Slot } from "@/lib/domain/compiled-content";
import { escapeHtml } from "@/lib/domain/escape-html";
import { mergeFilters } from "@/lib/domain/merge-filters";
import {
  fixedUrls,
  personalUrls,
  type PersonalUrls,
  type UrlFrames,
} from "@/lib/domain/personal-urls";
import { samplePromotion } from "@/lib/domain/template-samples";
import { compileOk, letterWith, testUrls } from "@/tests/support/mail-to-compile";

/** The same mail the slow way: the whole of it one Liquid template, in an engine of its own. */
function naive(
  part: CompiledPart,
  data: MergeData,
  place: "html" | "text",
  urls: PersonalUrls = testUrls,
): string {
  const engine = new Liquid({
    outputEscape: (value: string | number | boolean | null | undefined) => {
      const printed = String(value ?? "");
      return place === "html" ? escapeHtml(printed) : printed;
    },
  });
  for (const [name, filter] of Object.entries(mergeFilters)) engine.registerFilter(name, filter);
  const source = (slot: Slot | undefined) => {
    if (slot === undefined) return "";
    if (slot.kind === "merge") return slot.liquid;
    if (slot.kind === "when") {
      const inside = naive(slot.part, data, place, urls);
      return matchesCondition(slot.condition, data) ? `{% raw %}${inside}{% endraw %}` : "";
    }
    const url = slot.kind === "link" ? urls.link(slot.n) : urls.url(slot.name);
    return `{% raw %}${place === "html" ? escapeHtml(url) : url}{% endraw %}`;
  };
  const template = part.chunks
    .map((chunk, index) => `{% raw %}${chunk}{% endraw %}${source(part.slots[index])}`)
    .join("");
  return String(engine.parseAndRenderSync(template, data));
}

const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom("<b>", `"'&`, "{{ email }}", "{% if %}", "김민수", "  ", "a\r\nBcc: x@y.kr"),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

describe("a personalised mail", () => {
  test("is what one big Liquid template would give, for any data", async () => {
    const compiled = await compileOk({
      subject: '{{ name | fallback: "고객" }}님 {{ points | won }}',
      ...letterWith({
        greeting: '{{ name | fallback: "고객" | particle: "은/는" }} 안녕',
        body: "{% if points > 10 %}<많음> {{ points | number }}{% else %}적음 & {{ name }}{% endif %}\n\n{{ vip_level | upcase }} {{ email }}",
        buttonLabel: "{{ name }} 보기",
        buttonUrl: "https://shop.kr/?e={{ email }}",
      }),
    });
    const fields = ["name", "email", "vip_level", "points"];
    const data = fc.record(Object.fromEntries(fields.map((field) => [field, value])));
    fc.assert(
      fc.property(data, (raw: MergeData) => {
        const mail = personalise(compiled, { data: raw, urls: testUrls });
        const seen = withoutControls(raw);
        expect(mail.html).toBe(naive(compiled.html, seen, "html"));
        expect(mail.text).toBe(naive(compiled.text, seen, "text"));
        expect(mail.subject).toBe(
          naive(compiled.subject, seen, "text")
            .replace(/[\r\n\u2028\u2029]+/g, " ")
            .trim(),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("has each recipient's own tokens, within addresses that all share", async () => {
    const compiled = await compileOk({
      templateKey: "promotion",
      subject: '{{ name | fallback: "고객" }}님',
      content: { ...samplePromotion({ products: 2 }), buttonUrl: "https://shop.kr/{{ name }}" },
    });
    expect(compiled.links.length).toBeGreaterThan(1);
    const frames: UrlFrames = {
      link: (n) => ({ before: "https://t.test/?a=1&t=", purpose: "click", after: `&n="${n}"` }),
      url: (name) =>
        name === "web"
          ? { before: "https://t.test/'web'&", after: "" }
          : { before: `https://t.test/${name}/`, purpose: "unsubscribe", after: "<" },
    };
    const token = fc.string({ unit: "grapheme-ascii", maxLength: 40 });
    const recipient = fc.record({ name: value, click: token, unsubscribe: token });
    fc.assert(
      fc.property(recipient, ({ name, click, unsubscribe }) => {
        const urls = personalUrls(frames, (purpose) => (purpose === "click" ? click : unsubscribe));
        const mail = personalise(compiled, { data: { name }, urls });
        const seen = withoutControls({ name });
        expect(mail.html).toBe(naive(compiled.html, seen, "html", urls));
        expect(mail.text).toBe(naive(compiled.text, seen, "text", urls));
      }),
      { numRuns: 300 },
    );
  });

  test("of one content differs with the addresses it is given", async () => {
    const compiled = await compileOk(
      letterWith({ buttonLabel: "보기", buttonUrl: "https://shop.kr" }),
    );
    for (const host of ["one", "two", "one"]) {
      const urls = fixedUrls({
        link: () => `https://${host}.test`,
        url: () => "https://same.test",
      });
      expect(personalise(compiled, { data: {}, urls }).html).toContain(
        `href="https://${host}.test"`,
      );
    }
  });

  test("never carries markup, a second header or a mark out of contact data", async () => {
    const compiled = await compileOk({
      subject: "{{ name }}",
      ...letterWith({
        body: "{{ name }}",
        buttonLabel: "{{ name }}",
        buttonUrl: "https://shop.kr",
      }),
    });
    const clean = personalise(compiled, { data: { name: "X" }, urls: testUrls });
    const tags = (html: string) => html.match(/<[a-z!/]/gi)?.length;
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (name) => {
        const mail = personalise(compiled, { data: { name }, urls: testUrls });
        expect(tags(mail.html)).toBe(tags(clean.html));
        expect(mail.subject).not.toMatch(/[\r\n]/);
        expect(mail.html).not.toMatch(/[\uE000-\uE00F]/);
      }),
    );
  });

  test("a dollar sign in a value is only a dollar sign", async () => {
    const compiled = await compileOk(letterWith({ body: "[{{ name }}]" }));
    const mail = personalise(compiled, { data: { name: "$& $1 $$" }, urls: testUrls });
    expect(mail.text).toContain("[$& $1 $$]");
  });

  test("survives a trip through JSON, as the database stores it", async () => {
    const compiled = await compileOk();
    const stored = JSON.parse(JSON.stringify(compiled)) as typeof compiled;
    const data = { name: "민수", email: "a@b.kr" };
    expect(personalise(stored, { data, urls: testUrls })).toEqual(
      personalise(compiled, { data, urls: testUrls }),
    );
  });

  test("our own addresses are escaped where they stand", async () => {
    const urls = fixedUrls({
      link: () => "https://t.test/?a=1&b=2",
      url: () => "https://t.test/?c=3&d=4",
    });
    const mail = personalise(await compileOk(), { data: {}, urls });
    expect(mail.html).toContain('href="https://t.test/?c=3&amp;d=4"');
    expect(mail.text).toContain("https://t.test/?c=3&d=4");
  });
});

describe("where a click leads", () => {
  test.each([
    [
      "https://shop.kr/?n={{ name }}",
      { name: "김&수" },
      "https://shop.kr/?n=%EA%B9%80%26%EC%88%98",
    ],
    ["{{ order_url }}", { order_url: "https://shop.kr/o/1" }, "https://shop.kr/o/1"],
    ["{{ order_url }}", { order_url: "javascript:alert(1)" }, undefined],
    ["{{ order_url }}", { order_url: "mailto:a@b.kr" }, undefined],
    ["{{ order_url }}", {}, undefined],
  ])("%s with %j: %s", async (buttonUrl, data, expected) => {
    const compiled = await compileOk(letterWith({ buttonLabel: "보기", buttonUrl }));
    expect(personaliseLink(compiled, 0, data)).toBe(expected);
  });

  test("a link that is not there leads nowhere", async () => {
    expect(personaliseLink(await compileOk(), 99, {})).toBeUndefined();
  });
});

function withoutControls(data: MergeData): MergeData {
  return Object.fromEntries(
    Object.entries(data).map(([key, raw]) => [
      key,
      typeof raw === "string"
        ? // oxlint-disable-next-line no-control-regex -- what personalise takes out
          raw.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\uE000-\uE00F]/g, "")
        : raw,
    ]),
  );
}
