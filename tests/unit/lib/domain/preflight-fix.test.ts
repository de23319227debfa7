import { describe, expect, test } from "vitest";
import type { CheckedMail } from "@/lib/domain/preflight";
import { applyFix, fixOfProblem } from "@/lib/domain/preflight-fix";
import { runPreflight } from "@/lib/domain/preflight-run";
import { contrastRatio, parseColor } from "@/lib/domain/color";
import { checkedMail } from "@/tests/support/checked-mail";

function findingOf(code: string, body: string, changes: Partial<CheckedMail>) {
  return runPreflight(checkedMail(body, changes)).find((one) => one.code === code);
}

describe("a finding points at the field where it is mended", () => {
  test("an image at its description, a link at its address", () => {
    const typed = [
      { field: "products.0.imageUrl", input: "image", value: "https://s.kr/1.jpg" },
      { field: "products.0.imageAlt", input: "text", value: "" },
      { field: "products.1.imageUrl", input: "image", value: "https://s.kr/2.jpg" },
      { field: "products.1.imageAlt", input: "text", value: "" },
      {
        field: "b7.body",
        input: "rich",
        value: '<p><a href="https://bit.ly/2?a=1&amp;b=2">x</a></p>',
      },
    ] as const;
    const image = '<img src="https://s.kr/2.jpg" alt="" width="9">';
    expect(findingOf("missing_alt", image, { typed })?.field).toBe("products.1.imageAlt");
    const link = '<a href="https://bit.ly/2?a=1&amp;b=2">보기</a>';
    expect(findingOf("link_shortened", link, { typed })?.field).toBe("b7.body");
  });

  test("words at the field that holds them, whatever is personal in them", () => {
    const typed = [
      { field: "headline", input: "text", value: "가을" },
      { field: "intro", input: "paragraphs", value: '{{ name | fallback: "고객" }}님, 안녕하세요' },
    ] as const;
    const body = '<p style="color:#dddddd">○○님, 안녕하세요</p>';
    expect(findingOf("contrast", body, { typed })?.field).toBe("intro");
  });

  test("what nobody typed is about the whole mail", () => {
    expect(findingOf("forbidden_tag", "<form></form>", {})?.field).toBe("mail");
  });
});

describe("a fix", () => {
  test("makes a link secure, in an address and in a text alike", () => {
    const typed = [
      { field: "b.body", input: "rich", value: '<p><a href="http://s.kr/a">x</a></p>' },
    ] as const;
    expect(findingOf("link_insecure", '<a href="http://s.kr/a">x</a>', { typed })?.fix).toEqual({
      field: "b.body",
      value: '<p><a href="https://s.kr/a">x</a></p>',
    });
  });

  test("chooses a colour that can be read", () => {
    const typed = [
      { field: "b.label", input: "text", value: "모두 보기" },
      { field: "b.color", input: "color", value: "#ffd84d" },
    ] as const;
    const body =
      '<a href="https://s.kr" style="background-color:#ffd84d;color:#ffffff">모두 보기</a>';
    const found = findingOf("contrast", body, { typed });
    expect(found?.field).toBe("b.color");
    const fixed = parseColor(found?.fix?.value ?? "");
    if (!fixed) throw new Error("no colour");
    expect(contrastRatio(fixed, [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
  });

  test("keeps one mark, takes one 님 away, and uses the first sentence that all share", () => {
    expect(
      findingOf("subject_marks", "", { subject: "(광고) 오늘!!!", typedSubject: "오늘!!!" })?.fix,
    ).toEqual({ field: "subject", value: "오늘!" });
    const typed = [
      {
        field: "t.body",
        input: "rich",
        value: '<span data-merge="{{ name | fallback: &quot;고객님&quot; }}">이름</span>님',
      },
    ] as const;
    expect(
      findingOf("doubled_honorific", "", { fallbackText: "고객님님", typed })?.fix?.value,
    ).toBe('<span data-merge="{{ name | fallback: &quot;고객&quot; }}">이름</span>님');
    const text =
      "소담상점 한지우 드림\n○○님, 안녕하세요. 반가워요.\n\n찻그릇부터 리넨까지 골라 담았어요. 일요일까지예요.";
    expect(findingOf("preview_missing", "", { previewText: "", text })?.fix).toEqual({
      field: "previewText",
      value: "찻그릇부터 리넨까지 골라 담았어요.",
    });
  });

  test("mends what was typed: a scheme, quotes, a misspelt field", () => {
    const typed = (value: string) => [{ field: "f", input: "url", value } as const];
    const problem = { field: "f", severity: "error", params: {} } as const;
    expect(fixOfProblem({ ...problem, code: "no_scheme" }, typed("shop.kr/a"))?.value).toBe(
      "https://shop.kr/a",
    );
    expect(fixOfProblem({ ...problem, code: "no_scheme" }, typed("곧 정해요"))).toBeUndefined();
    expect(
      fixOfProblem({ ...problem, code: "smart_quotes" }, typed("“a” {{ name | fallback: “고객” }}"))
        ?.value,
    ).toBe('“a” {{ name | fallback: "고객" }}');
    const params = { name: "nmae", nearest: "name" };
    expect(
      fixOfProblem({ ...problem, code: "unknown_field", params }, typed("{{ nmae }}nmae"))?.value,
    ).toBe("{{ name }}nmae");
  });

  test("is put where it belongs: head, list, document, and nowhere else", () => {
    const typed = { subject: "가", previewText: "", content: { a: "1", list: [{ x: "1" }] } };
    expect(applyFix(typed, { field: "subject", value: "나" })).toEqual({ subject: "나" });
    expect(applyFix(typed, { field: "list.0.x", value: "2" })).toEqual({
      content: { a: "1", list: [{ x: "2" }] },
    });
    expect(applyFix(typed, { field: "list.3.x", value: "2" })).toBeUndefined();
    const text = (id: string, body: string) => ({ type: "text", id, content: { body } });
    const document = (body: string) => ({
      theme: {},
      blocks: [{ type: "columns", id: "c", content: {}, slots: { first: [text("t", body)] } }],
    });
    const composed = { ...typed, content: document("하나") };
    expect(applyFix(composed, { field: "t.body", value: "둘" })).toEqual({
      content: document("둘"),
    });
    expect(applyFix(composed, { field: "gone.body", value: "둘" })).toBeUndefined();
  });
});
