import { describe, expect, test } from "vitest";
import { parseSuppressionFile } from "@/lib/domain/suppression-file";
import { maxSuppressionFileBytes } from "@/lib/domain/suppression-limits";

const bytes = (text: string) => new TextEncoder().encode(text);

function addresses(text: string) {
  const file = parseSuppressionFile(bytes(text));
  return file.ok ? file.rows.map((row) => `${row.emailNormalized} ${row.reason}`) : file.reason;
}

describe("a suppression file", () => {
  test("is read by its header, in any order and language", () => {
    expect(addresses("reason,Email\nbounce,A@x.kr\n,b@x.kr\n")).toEqual([
      "a@x.kr bounce",
      "b@x.kr manual",
    ]);
    expect(addresses("이메일;사유\na@x.kr;수신거부\n")).toEqual(["a@x.kr unsubscribe"]);
  });

  test("may be a bare list, with or without an unknown header", () => {
    expect(addresses("a@x.kr\r\n\r\nb@x.kr")).toEqual(["a@x.kr manual", "b@x.kr manual"]);
    expect(addresses("who\ta\n김민준\ta@x.kr\n")).toEqual(["a@x.kr manual"]);
  });

  test("keeps an address once for each reason, the last line winning", () => {
    const file = parseSuppressionFile(
      bytes("email,reason,note\na@x.kr,bounce,old\nA@X.kr,bounce,new\na@x.kr,complaint,\n"),
    );
    expect(file).toMatchObject({
      ok: true,
      rows: [
        { emailNormalized: "a@x.kr", reason: "bounce", note: "new" },
        { emailNormalized: "a@x.kr", reason: "complaint", note: null },
      ],
    });
  });

  test("names the lines it cannot read", () => {
    expect(parseSuppressionFile(bytes("email\na@x.kr\nnobody\nb@x.kr\n"))).toMatchObject({
      ok: true,
      refused: [{ line: 3, text: "nobody" }],
    });
  });

  test("takes CP949, as Korean Excel writes it", () => {
    // "이메일,메모\na@x.kr,수신\n"
    const cp949 = [0xc0, 0xcc, 0xb8, 0xde, 0xc0, 0xcf, 0x2c, 0xb8, 0xde, 0xb8, 0xf0, 0x0a];
    const row = [...bytes("a@x.kr,"), 0xbc, 0xf6, 0xbd, 0xc5, 0x0a];
    expect(parseSuppressionFile(Uint8Array.from([...cp949, ...row]))).toMatchObject({
      ok: true,
      rows: [{ emailNormalized: "a@x.kr", note: "수신" }],
    });
  });

  test("takes the guard against formulas off again", () => {
    const file = parseSuppressionFile(bytes('email,note\n"\'+a@x.kr","\'=1+1"\n'));
    expect(file).toMatchObject({ ok: true, rows: [{ emailNormalized: "+a@x.kr", note: "=1+1" }] });
  });

  test("that is no list of addresses says what it is", () => {
    expect(addresses("")).toBe("empty");
    expect(addresses("name\n김민준\n")).toBe("no_addresses");
    expect(addresses("email\n")).toBe("no_addresses");
    expect(parseSuppressionFile(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toEqual({
      ok: false,
      reason: "not_text",
    });
    expect(parseSuppressionFile(new Uint8Array(maxSuppressionFileBytes + 1))).toEqual({
      ok: false,
      reason: "too_big",
    });
  });

  test("with a quote that never closes says so", () => {
    expect(addresses('email\n"a@x.kr\nb@x.kr\n')).toBe("broken_quote");
    expect(addresses('email,note\na@x.kr,5" nail\n')).toEqual(["a@x.kr manual"]);
  });
});
