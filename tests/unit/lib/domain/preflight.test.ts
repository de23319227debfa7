import { describe, expect, test } from "vitest";
import type { CheckedMail, FindingCode } from "@/lib/domain/preflight";
import { runPreflight } from "@/lib/domain/preflight-run";
import { checkedMail } from "@/tests/support/checked-mail";

const codesOf = (mail: CheckedMail) => runPreflight(mail).map(({ code }) => code);

test("a good mail has nothing to mend", () => {
  const body = `<p><a href="https://shop.kr/a">보러 가기</a></p><img src="https://shop.kr/a.jpg" alt="찻잔" width="600">`;
  expect(codesOf(checkedMail(body))).toEqual([]);
});

type Row = { bad: [string, Partial<CheckedMail>?]; good: [string, Partial<CheckedMail>?] };

const image = (attributes: string) => `<img width="600" alt="찻잔" ${attributes}>`;
const link = (href: string, words = "보기") => `<a href="${href}">${words}</a>`;
const styled = (style: string, words = "글이에요") => `<p style="${style}">${words}</p>`;

/** Every rule in both directions: what it finds, and what is near to it and fine. */
const rules: Record<Exclude<FindingCode, "link_dead" | "spam_score">, Row> = {
  leftover_tag: { bad: ["<p>{{ name }}님</p>"], good: ["<p>{ name }님 100%</p>"] },
  missing_unsubscribe: {
    bad: ["", { canRefuse: false }],
    good: ["", { canRefuse: false, mustOfferRefusal: false }],
  },
  missing_text: { bad: ["", { text: " \n" }], good: ["", { text: "글" }] },
  link_empty: { bad: [link("#")], good: [link("#top")] },
  link_relative: { bad: [link("/sale")], good: [link("https://shop.kr/sale")] },
  link_unsafe: { bad: [link("javascript:x()")], good: [link("mailto:a@shop.kr")] },
  image_without_source: { bad: [image('src=""')], good: [image('src="https://shop.kr/a.jpg"')] },
  image_insecure: {
    bad: [image('src="http://shop.kr/a.jpg"')],
    good: [image('src="http://shop.kr/a.jpg"'), { isReal: false }],
  },
  forbidden_tag: { bad: ["<form></form>"], good: ["<table></table>"] },
  missing_alt: {
    bad: ['<img src="https://shop.kr/a.jpg" alt="" width="600">'],
    good: ['<img src="https://shop.kr/a.jpg" alt="" width="600" role="presentation">'],
  },
  contrast: {
    bad: [styled("color:#067df7;background-color:#ffffff")],
    good: [styled("color:#1d4fa8;background-color:#ffffff")],
  },
  image_without_width: {
    bad: ['<img src="https://shop.kr/a.jpg" alt="찻잔">'],
    good: ['<img src="https://shop.kr/a.jpg" alt="찻잔" style="width:100%">'],
  },
  image_heavy: {
    bad: [image('src="https://s.kr/a.jpg"'), weighs(201)],
    good: [image('src="https://s.kr/a.jpg"'), weighs(200)],
  },
  images_heavy: {
    bad: [image('src="https://s.kr/a.jpg"'), weighs(1025)],
    good: [image('src="https://s.kr/a.jpg"').repeat(9), weighs(190)],
  },
  image_format: {
    bad: [image('src="https://s.kr/a.webp?v=1"')],
    good: [image('src="https://s.kr/webp.jpg"')],
  },
  image_only: {
    bad: [image('src="https://s.kr/a.jpg"'), onlyImage("<p>여름 할인</p>")],
    good: [image('src="https://s.kr/a.jpg"')],
  },
  link_insecure: {
    bad: [link("http://shop.kr")],
    good: [link("http://shop.kr"), { isReal: false }],
  },
  link_shortened: { bad: [link("https://bit.ly/3x")], good: [link("https://habit.ly/3x")] },
  link_private: {
    bad: [link("https://192.168.0.1/x")],
    good: [link("https://193.168.0.1/x")],
  },
  link_without_words: {
    bad: [link("https://shop.kr/a", " ")],
    good: [link("https://shop.kr/a", image('src="https://s.kr/a.jpg"'))],
  },
  link_elsewhere: {
    bad: [link("https://evil.kr/x", "shop.kr/sale")],
    good: [link("https://m.shop.kr/x", "www.shop.kr/sale")],
  },
  subject_long: {
    bad: ["", { subject: `(광고) ${"가".repeat(37)}` }],
    good: ["", { subject: `(광고) ${"가".repeat(36)}` }],
  },
  subject_capitals: {
    bad: ["", { subject: "BIG AUTUMN SALE" }],
    good: ["", { subject: "SODAM autumn sale" }],
  },
  subject_marks: {
    bad: ["", { subject: "지금 열려요!!" }],
    good: ["", { subject: "지금 열려요!" }],
  },
  preview_missing: { bad: ["", { previewText: "" }], good: ["", { previewText: "오늘까지" }] },
  preview_long: {
    bad: ["", { previewText: "가".repeat(81) }],
    good: ["", { previewText: "가".repeat(80) }],
  },
  preview_repeats: {
    bad: ["", { previewText: "가을 소식" }],
    good: ["", { previewText: "가을 소식을 전해요" }],
  },
  spam_phrase: {
    bad: ["", { text: "원금 보장 투자 비법" }],
    good: ["", { text: "최대 50% 할인, 무료배송 쿠폰" }],
  },
  hidden_text: { bad: [styled("display:none")], good: [styled("display:block")] },
  doubled_honorific: {
    bad: ["", { fallbackText: "고객님님, 안녕하세요" }],
    good: ["", { fallbackText: "고객님, 님의 주문" }],
  },
  style_heavy: {
    bad: [`<style>${".a{color:red}".repeat(1_300)}</style>`],
    good: [`<style>${".a{color:red}".repeat(1_200)}</style>`],
  },
  client_support: { bad: [styled("display:flex")], good: [styled("display:inline-block")] },
};

function weighs(kilobytes: number): Partial<CheckedMail> {
  return { imageBytes: new Map([["https://s.kr/a.jpg", kilobytes * 1024]]) };
}

/** Little is written but in the sender's block, which does not count. */
function onlyImage(words: string): Partial<CheckedMail> {
  const footer = `<div class="lp-footer">${"보내는 곳의 주소와 수신거부 안내 ".repeat(9)}</div>`;
  return { facts: checkedFacts(`${words}${image('src="https://s.kr/a.jpg"')}${footer}`) };
}

function checkedFacts(body: string) {
  const { facts } = checkedMail(body);
  return { ...facts, texts: facts.texts.slice(1) };
}

describe.each(Object.entries(rules))("%s", (code, { bad, good }) => {
  test("is found", () => {
    expect(codesOf(checkedMail(...bad))).toContain(code);
  });
  test("is not found in what is fine", () => {
    expect(codesOf(checkedMail(...good))).not.toContain(code);
  });
});

describe("severity", () => {
  test("what stops a mail stands first", () => {
    const found = runPreflight(checkedMail(link("https://bit.ly/x") + link("#")));
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ["link_empty", "error"],
      ["link_shortened", "warning"],
    ]);
  });

  test("the same thing in the same place is said once", () => {
    expect(codesOf(checkedMail(link("/a").repeat(3)))).toEqual(["link_relative"]);
  });
});

describe("contrast", () => {
  test("is judged on the background that a word inherits", () => {
    const button = (color: string) =>
      `<table bgcolor="#23211e"><tr><td><a href="https://s.kr" style="color:${color}">모두 보기</a></td></tr></table>`;
    expect(codesOf(checkedMail(button("#ffffff")))).toEqual([]);
    expect(codesOf(checkedMail(button("#23211e")))).toEqual(["contrast"]);
  });

  test("large words need less, and words on a picture are not judged", () => {
    expect(codesOf(checkedMail(styled("color:#888888;font-size:26px")))).toEqual([]);
    expect(codesOf(checkedMail(styled("color:#888888;font-size:16px")))).toEqual(["contrast"]);
    const picture = styled("color:#ffffff;background:url(https://s.kr/a.jpg)");
    expect(codesOf(checkedMail(picture))).not.toContain("contrast");
  });
});

describe("hidden text", () => {
  test("the line for inboxes is hidden by the mail itself", () => {
    const preheader = `<div style="display:none" data-skip-in-text="true">오늘까지</div>`;
    expect(codesOf(checkedMail(preheader))).toEqual([]);
  });

  test("Outlook's comments are no part of the mail", () => {
    expect(codesOf(checkedMail(`<!--[if mso]><form></form><![endif]-->`))).toEqual([]);
  });
});
