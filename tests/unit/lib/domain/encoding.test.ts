import { describe, expect, test } from "vitest";
import { createEncodingDetector } from "@/lib/domain/encoding";
import { encodeCp949, koreanCsv, koreanPeople } from "@/tests/support/korean-csv";

function detect(bytes: Uint8Array, size = 7) {
  const detector = createEncodingDetector();
  // Odd, small pieces: characters are cut in the middle all the time.
  for (let i = 0; i < bytes.length; i += size) detector.push(bytes.subarray(i, i + size));
  return detector.finish();
}

const text = koreanCsv(koreanPeople(40));
const utf16le = Buffer.from(text, "utf16le");
const utf16be = Buffer.from(utf16le).swap16();

describe("the encoding of a text file is found from its bytes", () => {
  test.each([
    ["UTF-8", Buffer.from(text), "utf-8", false],
    ["UTF-8 with BOM", Buffer.from(`\uFEFF${text}`), "utf-8", true],
    ["plain ASCII", Buffer.from("email,name\nkim@example.com,Kim\n"), "utf-8", false],
    ["CP949", encodeCp949(text), "euc-kr", false],
    [
      "CP949 beyond EUC-KR",
      encodeCp949("이름,이메일\n똠방각하 펲시 뷁,a@example.com\n"),
      "euc-kr",
      false,
    ],
    ["UTF-16 LE", utf16le, "utf-16le", false],
    ["UTF-16 BE", utf16be, "utf-16be", false],
    ["UTF-16 LE with BOM", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), "utf-16le", true],
    ["UTF-16 BE with BOM", Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), "utf-16be", true],
  ])("%s", (_, bytes, encoding, hasBom) => {
    expect(detect(bytes)).toEqual({ ok: true, encoding, hasBom, isCertain: true });
  });

  test("a Korean name after a megabyte of ASCII still counts", () => {
    const ascii = Buffer.alloc(1_000_000, "a@example.com,Kim\n");
    const bytes = Buffer.concat([ascii, encodeCp949("\n김민수,b@example.com\n")]);
    expect(detect(bytes, 65_536)).toMatchObject({ encoding: "euc-kr" });
  });

  test("a file of two encodings is said to be uncertain", () => {
    const bytes = Buffer.concat([Buffer.from("김민수,한글\n"), encodeCp949("이서연,뷁\n")]);
    expect(detect(bytes)).toMatchObject({ ok: true, isCertain: false });
  });
});

describe("a file that is no text is named for what it is", () => {
  test.each([
    ["empty", Buffer.alloc(0)],
    ["xlsx", Buffer.from("PK\x03\x04\x14\x00\x06\x00[Content_Types].xml")],
    ["zip", Buffer.from("PK\x03\x04\x14\x00\x06\x00photo.jpg")],
    ["xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ["pdf", Buffer.from("%PDF-1.7\n")],
    ["image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ["html", Buffer.from("\uFEFF <html><table><tr><td>이메일")],
    ["binary", Buffer.from([1, 2, 3, 0, 0, 0, 7, 8, 9])],
    ["binary", Buffer.concat([Buffer.alloc(5000, "a,b\n"), Buffer.alloc(5000)])],
  ])("%s", (reason, bytes) => {
    expect(detect(bytes)).toEqual({ ok: false, reason });
  });

  test("one stray zero byte does not make a long text binary", () => {
    const bytes = Buffer.from(`${"kim@example.com,Kim\n".repeat(200)}lee\0@example.com,Lee\n`);
    expect(detect(bytes)).toMatchObject({ ok: true, encoding: "utf-8" });
  });
});
