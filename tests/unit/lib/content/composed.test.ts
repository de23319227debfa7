import { describe, expect, test } from "vitest";
import { checkContent } from "@/lib/content/check";
import { compileContent } from "@/lib/content/compile";
import { personalise } from "@/lib/content/personalise";
import { composedKey } from "@/lib/domain/template-catalog";
import { mailToCompile, testUrls } from "@/tests/support/mail-to-compile";

const text = (id: string, body: string, more: object = {}) => ({
  type: "text",
  id,
  content: { body },
  ...more,
});

function mailOf(blocks: unknown[], change: object = {}) {
  return mailToCompile({ templateKey: composedKey, content: { blocks }, ...change });
}

async function mailTo(data: Record<string, unknown>, blocks: unknown[], change: object = {}) {
  const result = await compileContent(mailOf(blocks, change));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return personalise(result.compiled, { data, urls: testUrls });
}

const problemsOf = (blocks: unknown[]) =>
  checkContent(mailOf(blocks), { complete: true }).map(({ field, code }) => [field, code]);

describe("a composed mail", () => {
  test("prints words, links and merge tags of rich text, escaped", async () => {
    const { html, text: plain } = await mailTo({ name: "<김>" }, [
      { type: "heading", id: "h", content: { text: "{{ name }}님께" } },
      text("t", '<p>안녕 <strong>{{ name | fallback: "고객" }}</strong> &amp; 모두</p>'),
      text("c", '<p><span data-merge="{{ name }}">이름</span>님</p>'),
    ]);
    expect(html).toContain("&lt;김&gt;님께</h1>");
    expect(html).toContain("<strong>&lt;김&gt;</strong> &amp; 모두");
    expect(html).toContain("&lt;김&gt;님</p>");
    expect(plain).toContain("안녕 <김> & 모두");
  });

  test("leaves out what rich text may not hold, and keeps its words", async () => {
    const { html } = await mailTo({}, [
      text("t", '<p onclick="x()">하나<script>alert(1)</script><img src=x onerror=y><b>둘</b></p>'),
    ]);
    expect(html).toContain("하나<strong>둘</strong>");
    expect(html).not.toMatch(/onclick|alert|onerror/);
  });

  test("gives a block with a condition to those who match, and to nobody else", async () => {
    const when = { field: "vip_level", op: "is", value: "gold" };
    const blocks = [
      text("a", "<p>모두에게</p>"),
      text("b", '<p>금빛 <a href="https://shop.kr/gold?e={{ email }}">보기</a></p>', { when }),
      text("c", "<p>끝</p>"),
    ];
    const gold = await mailTo({ vip_level: "Gold", email: "a@b.kr" }, blocks);
    const silver = await mailTo({ vip_level: "silver", email: "a@b.kr" }, blocks);
    expect(gold.html).toContain("금빛");
    expect(gold.text).toMatch(/모두에게\n\n금빛.*\n\n끝/);
    expect(silver.html).not.toContain("금빛");
    expect(silver.text).toMatch(/모두에게\n\n끝/);
    expect(silver.html).toContain("모두에게");
  });

  test("asks for a choice by what it is called", async () => {
    const when = { field: "vip_level", op: "is", value: "g" };
    const labels = { vip_level: { g: "금", s: "은" } };
    const blocks = [text("a", "<p>처음</p>"), text("b", "<p>금빛</p>", { when })];
    expect((await mailTo({ vip_level: "g" }, blocks, { labels })).html).toContain("금빛");
    expect((await mailTo({ vip_level: "s" }, blocks, { labels })).html).not.toContain("금빛");
  });

  test("draws the blocks in its columns, conditions inside conditions too", async () => {
    const vip = { field: "vip_level", op: "is_filled" };
    const many = { field: "points", op: "at_least", value: "10" };
    const blocks = [
      {
        type: "columns",
        id: "c",
        when: vip,
        content: { count: "2" },
        slots: {
          first: [text("x", "<p>왼쪽</p>")],
          second: [text("y", "<p>오른쪽</p>", { when: many })],
          third: [text("z", "<p>숨은 칸</p>")],
        },
      },
    ];
    const both = await mailTo({ vip_level: "gold", points: 9.5 + 1 }, blocks);
    expect(both.html).toContain("왼쪽");
    expect(both.html).toContain("오른쪽");
    expect(both.html).not.toContain("숨은 칸");
    const left = await mailTo({ vip_level: "gold", points: 9 }, blocks);
    expect(left.html).toContain("왼쪽");
    expect(left.html).not.toContain("오른쪽");
    expect((await mailTo({ points: 99 }, blocks)).html).not.toContain("왼쪽");
  });
});

describe("the check of a composed mail", () => {
  test("names the block and field of each problem", () => {
    expect(problemsOf([])).toEqual([["mail", "required"]]);
    expect(problemsOf([{ type: "banner", id: "b" }])).toEqual([["b", "unknown_block"]]);
    expect(problemsOf([text("t", "<p>{{ nmae }}</p>")])).toEqual([["t.body", "unknown_field"]]);
    expect(problemsOf([text("t", "<p> </p>")])).toEqual([["t.body", "required"]]);
    expect(problemsOf([text("t", '<p><a href="javascript:x">x</a></p>')])).toEqual([
      ["t.body", "unsafe_scheme"],
    ]);
    expect(problemsOf([text("t", "<p>{{ na<em>me</em> }}</p>")])[0]?.[0]).toBe("t.body");
  });

  test("wants a fallback inside a condition, unless the condition sees to the value", () => {
    const body = "<p>{{ name }}님</p>";
    const when = { field: "vip_level", op: "is", value: "gold" };
    expect(problemsOf([text("t", body, { when })])).toEqual([["t.when", "needs_fallback"]]);
    const filled = { field: "name", op: "is_filled" };
    expect(problemsOf([text("t", body, { when: filled })])).toEqual([]);
    expect(problemsOf([text("t", body, { when: { field: "plan", op: "is" } })])).toEqual([
      ["t.when", "unknown_field"],
    ]);
  });

  test("refuses blocks of one name, too many, and too deep", () => {
    expect(problemsOf([text("t", "<p>1</p>"), text("t", "<p>2</p>")])).toEqual([
      ["t", "unreadable"],
    ]);
    const nest = (depth: number): unknown => ({
      type: "columns",
      id: `c${depth}`,
      slots: { first: depth === 1 ? [] : [nest(depth - 1)] },
    });
    expect(problemsOf([nest(4)])).toEqual([["c1", "too_deep"]]);
  });
});
