import { describe, expect, test } from "vitest";
import {
  guessField,
  isPropertyKey,
  suggestProperty,
  toPropertyKey,
} from "@/lib/domain/import-headers";

test.each([
  ["이름", "name"],
  ["성명", "name"],
  ["고객명", "name"],
  ["name", "name"],
  ["이메일", "email"],
  ["E-mail", "email"],
  ["e-mail (필수)", "email"],
  ["Email Address", "email"],
  ["메일", "email"],
  ["휴대폰", "phone"],
  ["휴대폰 번호", "phone"],
  ["전화번호", "phone"],
  ["연락처", "phone"],
  ["Mobile", "phone"],
  ["성", "last_name"],
  ["First Name", "first_name"],
  ["수신동의", "consent"],
  ["마케팅 수신동의 여부", "consent"],
  ["동의일", "consent_date"],
  ["이메일".normalize("NFD"), "email"],
  ["가입일", undefined],
  ["", undefined],
  ["***", undefined],
])("the header %j means %s", (header, field) => {
  expect(guessField(header)).toBe(field);
});

describe("an unknown column gets a key that can be typed", () => {
  test.each([
    ["가입일", "signup_date", "date"],
    ["생일", "birthday", "date"],
    ["등급", "grade", "text"],
    ["Favourite Colour", "favourite_colour", undefined],
    ["선호매장", "seonhomaejang", undefined],
    ["2026 매출", "maechul", undefined],
    ["★", "field", undefined],
    ["id", "id_property", undefined],
  ])("%j → %s", (header, key, type) => {
    const suggested = suggestProperty(header);
    expect([suggested.key, suggested.type]).toEqual([key, type]);
    expect(isPropertyKey(suggested.key)).toBe(true);
  });

  test("keys stay short", () => {
    expect(isPropertyKey(toPropertyKey("아주".repeat(50)))).toBe(true);
  });
});
