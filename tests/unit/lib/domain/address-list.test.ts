import { expect, test } from "vitest";
import { parseAddressList } from "@/lib/domain/address-list";

test("addresses are taken as people paste them, each once", () => {
  expect(parseAddressList("A@x.kr, b@x.kr;\n\n 김민준 <c@x.kr>\r\na@X.KR\n")).toEqual({
    addresses: ["a@x.kr", "b@x.kr", "c@x.kr"],
    wrong: [],
  });
});

test("what is no address is named", () => {
  expect(parseAddressList("a@x.kr\nhello\n@x.kr")).toEqual({
    addresses: ["a@x.kr"],
    wrong: ["hello", "@x.kr"],
  });
  expect(parseAddressList("  \n ")).toEqual({ addresses: [], wrong: [] });
});
