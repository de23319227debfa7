import { describe, expect, test } from "vitest";
import { findAttributeKeys, spreadAttributes } from "@/lib/domain/attribute-cells";
import { findPreset } from "@/lib/domain/import-presets";
import { hasLostZero } from "@/lib/domain/lost-zero";
import { parseMemberState } from "@/lib/domain/member-state";
import { toPastedFile } from "@/lib/domain/pasted-table";

describe("what is pasted", () => {
  test.each([
    ["kim@example.com, lee@example.com", "email,name\r\nkim@example.com,\r\nlee@example.com,\r\n"],
    [
      "Kim <kim@example.com>;\n<lee@example.com>",
      "email,name\r\nkim@example.com,Kim\r\nlee@example.com,\r\n",
    ],
    ['"Kim, Minsu" <kim@example.com>', 'email,name\r\nkim@example.com,"Kim, Minsu"\r\n'],
  ])("is a list of addresses: %j", (text, file) => {
    expect(toPastedFile(text)).toBe(file);
  });

  test.each([
    "email\tname\nkim@example.com\tKim",
    "email,name\nkim@example.com,Kim",
    "kim@example.com,Kim Minsu",
    "",
  ])("stays as it is: %j", (text) => {
    expect(toPastedFile(text)).toBe(text);
  });
});

test.each([
  ["1012345678", true],
  ["10-1234-5678", true],
  ["111234567", true],
  ["01012345678", false],
  ["212345678", false], // may be anything
  ["1588-1234", false],
  ["+821012345678", false],
])("%s is a mobile number short of its zero: %s", (phone, isShort) => {
  expect(hasLostZero(phone)).toBe(isShort);
});

test.each([
  ["구독 중", false, "active"],
  ["Unsubscribed", false, "unsubscribed"],
  ["blocklisted", false, "blocked"],
  ["자동삭제", false, "bounced"],
  ["", false, "active"],
  ["true", true, "unsubscribed"],
  ["false", true, "active"],
  ["true", false, undefined],
  ["휴면", false, undefined],
] as const)("%j in a column that asks whether a person is gone (%s): %s", (text, asks, state) => {
  expect(parseMemberState(text, { asksWhetherGone: asks })).toBe(state);
});

test("attributes become columns behind the file's own", () => {
  const keys = findAttributeKeys(['{"city":"Seoul"}', "", '{"age":3,"tags":["a","b"]}']) ?? [];
  expect(keys).toEqual(["city", "age", "tags"]);
  const columns = { column: 1, from: 3, keys };
  expect(spreadAttributes(["x", '{"age":3,"tags":["a","b"]}'], columns)).toEqual([
    "x",
    '{"age":3,"tags":["a","b"]}',
    "",
    "",
    "3",
    "a, b",
  ]);
  expect(spreadAttributes(["x", "[1]"], columns)).toBeUndefined();
  expect(findAttributeKeys(["no json"])).toBeUndefined();
});

test("an ordinary list is nobody's export", () => {
  expect(findPreset(["email", "name", "status"])).toBeUndefined();
  expect(findPreset(["이메일", "이름"])).toBeUndefined();
});
