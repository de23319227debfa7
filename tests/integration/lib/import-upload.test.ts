import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { properties } from "@/db/schema/audience";
import { importChunks, imports } from "@/db/schema/imports";
import { findFilePart } from "@/lib/imports/multipart";
import { receiveUpload } from "@/lib/imports/upload";
import { getImport, pieces, upload, uploaded } from "@/tests/support/imports";
import { encodeCp949, koreanCsv, koreanPeople } from "@/tests/support/korean-csv";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, properties cascade`);
});

describe("a file is understood when it comes in", () => {
  test("encoding, delimiter, header and columns are found out", async () => {
    const text = koreanCsv(koreanPeople(20)).replaceAll(",", "\t");
    const { options, analysis } = await getImport(await uploaded(encodeCp949(text)));
    expect(analysis).toEqual({ encoding: "euc-kr", hasBom: false, isEncodingCertain: true });
    expect(options).toMatchObject({ encoding: "euc-kr", delimiter: "\t", headerRow: 1 });
    expect(options.columns).toEqual([
      { to: "name" },
      { to: "email" },
      { to: "phone" },
      { to: "property", key: "signup_date", label: "가입일", type: "date", isNew: true },
      { to: "property", key: "grade", label: "등급", type: "text", isNew: true },
      { to: "consent" },
    ]);
  });

  test("a column whose property is declared joins it, by label or key", async () => {
    await db.insert(properties).values([
      { key: "vip_level", label: "회원 등급", type: "number" },
      { key: "points", label: "적립금", type: "text" },
    ]);
    const { options } = await getImport(
      await uploaded("email,회원등급,Points\nkim@example.com,3,100\n"),
    );
    expect(options.columns.slice(1)).toEqual([
      { to: "property", key: "vip_level", label: "회원 등급", type: "number", isNew: false },
      { to: "property", key: "points", label: "적립금", type: "text", isNew: false },
    ]);
  });

  test("a file without a header is mapped by what stands in it", async () => {
    const { options } = await getImport(
      await uploaded(
        "김민수,kim@example.com,010-1234-5678\n이서연,lee@example.com,010-1111-2222\n",
      ),
    );
    expect(options.headerRow).toBe(0);
    expect(options.columns.map((column) => column.to)).toEqual(["name", "email", "phone"]);
  });

  test("columns of one name do not fight for one place", async () => {
    const { options } = await getImport(
      await uploaded("email,이메일,Colour,Colour\nkim@example.com,lee@example.com,red,blue\n"),
    );
    expect(options.columns).toMatchObject([
      { to: "email" },
      { to: "skip" },
      { to: "property", key: "colour" },
      { to: "property", key: "colour_2" },
    ]);
  });

  test("a large file lies in pieces of a megabyte at most", async () => {
    const bytes = Buffer.from(koreanCsv(koreanPeople(40_000)));
    const id = await uploaded(bytes);
    const { rows } = await db.execute<{ n: number; longest: number; total: string }>(
      sql`select count(*)::int as n, max(length(bytes)) as longest, sum(length(bytes)) as total from import_chunks`,
    );
    expect(rows[0]).toEqual({
      n: Math.ceil(bytes.length / 2 ** 20),
      longest: 2 ** 20,
      total: String(bytes.length),
    });
    expect(await getImport(id)).toMatchObject({ fileBytes: bytes.length, status: "uploaded" });
  });
});

describe("what cannot be used is refused with its reason, and leaves nothing behind", () => {
  test.each([
    ["empty", Buffer.alloc(0)],
    ["empty", Buffer.from("\r\n\r\n , ,\n")],
    ["header_only", Buffer.from("\uFEFF이름,이메일\r\n")],
    ["xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ["pdf", Buffer.from("%PDF-1.7")],
    ["binary", Buffer.from([1, 0, 0, 0, 2, 0, 0, 3])],
    ["html", Buffer.from("<html><table><tr><td>email")],
    [
      "too_many_columns",
      Buffer.from(`${"a,".repeat(4999)}email\n${"1,".repeat(4999)}a@example.com\n`),
    ],
  ])("%s", async (reason, bytes) => {
    expect(await upload(bytes)).toEqual({ ok: false, reason });
    expect([await db.$count(imports), await db.$count(importChunks)]).toEqual([0, 0]);
  });

  test("a file past the limit, without reading to its end", async () => {
    let sent = 0;
    async function* endless() {
      const piece = Buffer.alloc(8 * 1024 * 1024, "a@example.com,Kim\n");
      for (;;) {
        sent += piece.length;
        yield piece;
      }
    }
    const maxBytes = 64 * 1024 * 1024;
    expect(await receiveUpload(endless(), { name: "huge.csv", userId: null, maxBytes })).toEqual({
      ok: false,
      reason: "too_large",
    });
    expect(sent).toBeLessThan(maxBytes + 16 * 1024 * 1024);
    expect(await db.$count(importChunks)).toBe(0);
  });

  test("an upload that breaks off", async () => {
    async function* broken() {
      yield Buffer.from("email,name\nkim@example.com,K");
      throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
    }
    expect(await receiveUpload(broken(), { name: "cut.csv", userId: null })).toEqual({
      ok: false,
      reason: "broken",
    });
    expect(await db.$count(imports)).toBe(0);
  });

  test("an upload of which fewer bytes come than were announced", async () => {
    const result = await receiveUpload(pieces("email\nkim@exam"), {
      name: "cut.csv",
      userId: null,
      expectedBytes: 1000,
    });
    expect(result).toEqual({ ok: false, reason: "broken" });
  });

  test("a failure that nobody foresaw leaves nothing behind either", async () => {
    async function* failing() {
      yield Buffer.from("email\n");
      throw new Error("disk on fire");
    }
    await expect(receiveUpload(failing(), { name: "x.csv", userId: null })).rejects.toThrow("disk");
    expect(await db.$count(imports)).toBe(0);
  });
});

describe("a file inside a form", () => {
  const file = "이메일\r\n\r\nkim@example.com\r\n--not the boundary\r\n";
  const form = [
    '--xyz\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n',
    '--xyz\r\nContent-Disposition: form-data; name="file"; filename="고객 명단.csv"\r\n',
    `Content-Type: text/csv\r\n\r\n${file}\r\n--xyz--\r\n`,
  ].join("");

  test.each([1, 2, 3, 7, 64, 10_000])("is found whole, in pieces of %i bytes", async (size) => {
    const part = await findFilePart(pieces(form, size), "multipart/form-data; boundary=xyz");
    expect(part?.fileName).toBe("고객 명단.csv");
    const bytes: Uint8Array[] = [];
    for await (const piece of part?.bytes ?? []) bytes.push(piece);
    expect(Buffer.concat(bytes).toString()).toBe(file);
  });

  test.each([
    ["filename*=UTF-8''%EA%B3%A0%EA%B0%9D.csv", "고객.csv"],
    ["filename=\"plain.csv\"; filename*=UTF-8''%E0%A4%A", "plain.csv"],
    ["filename*=UTF-8''%ZZ.csv", "%ZZ.csv"],
    ['filename="nul%00\0.csv"', "nul%00\0.csv"],
  ])("is taken whatever its name: %s", async (name, fileName) => {
    const named = form.replace('filename="고객 명단.csv"', name);
    const part = await findFilePart(pieces(named), "multipart/form-data; boundary=xyz");
    expect(part?.fileName).toBe(fileName);
    const bytes = part?.bytes ?? pieces("");
    expect(await receiveUpload(bytes, { name: fileName, userId: null })).toMatchObject({
      ok: true,
    });
  });

  test("that breaks off is a broken upload", async () => {
    const part = await findFilePart(
      pieces(form.slice(0, -30)),
      'multipart/form-data; boundary="xyz"',
    );
    if (!part) throw new Error("The part was not found.");
    const result = await receiveUpload(part.bytes, { name: part.fileName, userId: null });
    expect(result).toEqual({ ok: false, reason: "broken" });
  });

  test("where nothing was chosen is none", async () => {
    const empty =
      '--xyz\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--xyz--\r\n';
    expect(await findFilePart(pieces(empty), "multipart/form-data; boundary=xyz")).toBeUndefined();
    expect(await findFilePart(pieces(form), "application/json")).toBeUndefined();
  });
});
