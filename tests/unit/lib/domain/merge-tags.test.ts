import { describe, expect, test } from "vitest";
import { parseMergeText } from "@/lib/domain/merge-tags";

const knownFields = ["name", "email", "vip_level", "points", "birthday"];

function problems(source: string) {
  const parsed = parseMergeText(source, { knownFields });
  return parsed.ok ? [] : parsed.problems.map(({ code, params }) => ({ code, ...params }));
}

function fields(source: string) {
  const parsed = parseMergeText(source, { knownFields });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { fields: parsed.text.fields, required: parsed.text.requiredFields };
}

describe("what a marketer typed is refused", () => {
  test.each([
    ["{{ nmae }}", "unknown_field", "nmae", "name"],
    ["{{ vip_levl | fallback: 'x' }}", "unknown_field", "vip_levl", "vip_level"],
    ["{{ contact.name }}", "unknown_field", "contact.name", ""],
    ["{{ name | append: other }}", "unknown_field", "other", ""],
    ["{% if vip_lvl == 'gold' %}x{% endif %}", "unknown_field", "vip_lvl", "vip_level"],
    ["{{ name | falback: '고객' }}", "unknown_filter", "falback", "fallback"],
    ["{{ points | money }}", "unknown_filter", "money", ""],
    ["{{ name | raw }}", "unknown_filter", "raw", ""],
    ["{% include 'secret' %}", "unknown_tag", "include", ""],
    ["{% render 'secret' %}", "unknown_tag", "render", ""],
    ["{% layout 'x' %}", "unknown_tag", "layout", ""],
    ["{% block x %}{% endblock %}", "unknown_tag", "block", ""],
    ["{% for i in (1..9) %}x{% endfor %}", "unknown_tag", "for", ""],
    ["{% assign a = 1 %}", "unknown_tag", "assign", ""],
    ["{% iff name %}x{% endif %}", "unknown_tag", "iff", "if"],
  ])("%s: %s", (source, code, name, nearest) => {
    expect(problems(source)[0]).toMatchObject({ code, name, nearest });
  });

  test.each([
    ["{{ name", "unclosed_tag"],
    ["{% if name %}안녕", "unclosed_tag"],
    ['{{ name fallback "고객" }}', "missing_pipe"],
    ["{{ name | fallback: “고객” }}", "smart_quotes"],
    ["{{ }}", "empty_tag"],
    ["안녕 {% endif %}", "syntax"],
    ["{% else %}", "syntax"],
  ])("%s: %s", (source, code) => {
    expect(problems(source).map((problem) => problem.code)).toEqual([code]);
  });

  test("a problem says where it is", () => {
    expect(problems("첫 줄\n둘째 {{ nmae }}")[0]).toMatchObject({ line: 2, column: 4 });
  });

  test("every wrong tag is named, not only the first", () => {
    expect(problems("{{ a1 }} {{ b1 }}").map((problem) => problem.name)).toEqual(["a1", "b1"]);
  });
});

describe("fields a text needs", () => {
  test.each([
    ["그냥 글", [], []],
    ["{{ name }}님", ["name"], ["name"]],
    ["{{ name | fallback: '고객' }}님", ["name"], []],
    ["{{ name | upcase | default: '고객' }}", ["name"], []],
    ["{{ points | won }}", ["points"], ["points"]],
    ["{{ points | won | fallback: '0원' }}", ["points"], []],
    ["{% if name %}{{ name }}님{% endif %}", ["name"], []],
    ["{% if vip_level == 'gold' %}{{ name }}{% endif %}", ["vip_level", "name"], ["name"]],
    ["{% if points > 3 and name %}{{ name }}{% endif %}", ["points", "name"], []],
    ["{% if a %}{% endif %}".replace("a", "name") + "{{ name }}", ["name"], ["name"]],
    ["{{ name | fallback: '고객' }} {{ name }}", ["name"], ["name"]],
    ["{% case vip_level %}{% when 'gold' %}금{% else %}은{% endcase %}", ["vip_level"], []],
  ])("%s", (source, all, required) => {
    const read = fields(source);
    expect(read.fields.toSorted()).toEqual([...all].toSorted());
    expect(read.required).toEqual(required);
  });

  test("a block is one piece, with what stands around it apart", () => {
    const parsed = parseMergeText("앞 {% if name %}{{ name }}{% endif %} 뒤", { knownFields });
    expect(parsed.ok && parsed.text.pieces.map((piece) => piece.kind)).toEqual([
      "text",
      "liquid",
      "text",
    ]);
  });
});
