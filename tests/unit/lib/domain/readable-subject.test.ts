import { expect, test } from "vitest";
import { readableSubject } from "@/lib/domain/readable-subject";

test("a tag reads as its fallback, whatever quotes it stands in", () => {
  expect(readableSubject('{{ name | fallback: "고객" }}님, 반가워요')).toBe("고객님, 반가워요");
  expect(readableSubject("{{name|default:'고객'}}님께")).toBe("고객님께");
});

test("a tag without a fallback reads as its field", () => {
  expect(readableSubject("{{ grade }} 회원 혜택")).toBe("[grade] 회원 혜택");
});

test("conditions leave their text, and braces that are no tag stay", () => {
  expect(readableSubject("{% if vip %}VIP {% endif %}세일")).toBe("VIP 세일");
  expect(readableSubject("1 + {1} = 2")).toBe("1 + {1} = 2");
});
