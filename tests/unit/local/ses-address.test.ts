import { expect, test } from "vitest";
import { bareAddress, parseAddress } from "@/local/ses/address";

test.each([
  ["a@b.test", { name: "", email: "a@b.test", local: "a", domain: "b.test" }],
  ["Kim <a.b+c@B.test>", { name: "Kim", email: "a.b+c@B.test", domain: "b.test" }],
  ['"Kim, \\"Hana\\"" <a@b.test>', { name: 'Kim, "Hana"', email: "a@b.test" }],
  ['"a b"@c.test', { local: '"a b"' }],
])("%s is an address", (raw, parts) => {
  expect(parseAddress(raw)).toMatchObject({ ok: true, address: parts });
});

test.each([
  "",
  "a",
  "@b.test",
  "a@",
  "a@b",
  "a..b@c.test",
  ".a@c.test",
  "a@-b.test",
  "a@b..test",
  "a@.b.test",
  `${"x".repeat(65)}@b.test`,
  "a@b.test\u0000",
  "<a@b.test",
  "a@b.test, c@d.test",
])("'%s' is not", (raw) => {
  expect(parseAddress(raw).ok).toBe(false);
});

test("the bare address is found even in what SES would refuse", () => {
  expect(bareAddress("김하나 <kim@b.test>")).toBe("kim@b.test");
  expect(bareAddress(" kim@b.test ")).toBe("kim@b.test");
});
