import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { importChunks, importRefusals, imports } from "@/db/schema/imports";
import { changeFormat, reviewImport } from "@/lib/imports/decide";
import { saveImportOptions } from "@/lib/imports/imports";
import { runImport } from "@/lib/imports/run";
import {
  confirm,
  contactByEmail,
  getImport,
  importFile,
  summary,
  upload,
  uploaded,
} from "@/tests/support/imports";
import { makeOle, makeWorkbook, makeZip } from "@/tests/support/workbook";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties cascade`);
});

const header = ["이메일", "이름", "휴대폰", "가입일", "포인트"];

test("a workbook is mapped, checked and imported like any other file", async () => {
  const file = makeWorkbook([
    {
      name: "고객",
      rows: [
        header,
        ["kim@example.com", "김민수", "010-1234-5678", { serial: 45292 }, 1200],
        ["lee@example.com", "이서연", null, { serial: 45292.5 }, 0.1 + 0.2],
        ["nobody", "없음", null, null, null],
      ],
    },
  ]);
  const done = await importFile(file);
  expect(done).toMatchObject({ status: "completed", options: { sheet: "고객", headerRow: 1 } });
  expect(summary(done)).toMatchObject({ rows: 3, created: 2, refused: 1 });
  expect(await contactByEmail("kim@example.com")).toMatchObject({
    name: "김민수",
    phone: "010-1234-5678",
    properties: { signup_date: "2024-01-01", points: 1200 },
  });
  expect(await contactByEmail("lee@example.com")).toMatchObject({
    phone: null,
    properties: { signup_date: "2024-01-01", points: 0.3 },
  });
  const [refusal] = await db.select().from(importRefusals);
  expect(refusal).toMatchObject({ line: 4, reason: "email_no_at:0", raw: "nobody,없음" });
});

test("the sheet is chosen: hidden and empty ones are not offered first", async () => {
  const id = await uploaded(
    makeWorkbook([
      { name: "숨김", rows: [["이메일"], ["hidden@example.com"]], state: "hidden" },
      { name: "빈 시트", rows: [] },
      { name: "1월", rows: [["이메일"], ["jan@example.com"]] },
      {
        name: "2월",
        rows: [
          ["name", "email"],
          ["Feb", "feb@example.com"],
        ],
      },
    ]),
  );
  expect(await getImport(id)).toMatchObject({
    analysis: { sheets: ["빈 시트", "1월", "2월"] },
    options: { sheet: "1월" },
  });
  const format = { encoding: "utf-8", delimiter: ",", headerRow: 1 } as const;
  expect(await changeFormat(id, { ...format, sheet: "2월" })).toBe(true);
  await confirm(id);
  await runImport(id);
  expect(await contactByEmail("feb@example.com")).toMatchObject({ name: "Feb" });
});

test("another format leaves everybody as unsubscribed as they were said to be", async () => {
  const id = await uploaded("email;name\nkim@example.com;Kim\n");
  const { options } = await getImport(id);
  await saveImportOptions(id, { ...options, everyone: "unsubscribed" });
  await changeFormat(id, { encoding: "utf-8", delimiter: ",", headerRow: 1 });
  expect((await getImport(id)).options).toMatchObject({ delimiter: ",", everyone: "unsubscribed" });
});

describe("phones", () => {
  const phones = makeWorkbook([
    {
      name: "a",
      rows: [
        ["email", "phone"],
        ["text@example.com", "01012345678"],
        ["number@example.com", 1012345678],
        ["rounded@example.com", "1.01E+09"],
        ["written-rounded@example.com", { xml: "<c><v>1.01E+09</v></c>" }],
      ],
    },
  ]);

  test("stay text; a lost zero is flagged, a rounded number refused", async () => {
    const id = await uploaded(phones);
    const { options, fileBytes } = await getImport(id);
    const { dryRun } = await reviewImport({ importId: id, bytes: fileBytes }, options);
    expect(dryRun).toMatchObject({ ok: true, lostZeros: 1, counts: { rows: 4, refused: 2 } });
    const done = await importFile(phones);
    expect(summary(done)).toMatchObject({ created: 2, refused: 2 });
    expect(await contactByEmail("text@example.com")).toMatchObject({ phone: "01012345678" });
    expect(await contactByEmail("number@example.com")).toMatchObject({ phone: "1012345678" });
    const refusals = await db.select().from(importRefusals);
    expect(refusals.map(({ reason }) => reason)).toEqual(["phone_exponent:1", "phone_exponent:1"]);
  });

  test("get their zero back when told so", async () => {
    await importFile(phones, { phoneZero: "restore" });
    expect(await contactByEmail("number@example.com")).toMatchObject({ phone: "01012345678" });
    expect(await contactByEmail("text@example.com")).toMatchObject({ phone: "01012345678" });
  });
});

test("dates that were never formatted as such, the old Mac's calendar, rich and inline text", async () => {
  const unformatted = makeWorkbook([
    {
      name: "a",
      rows: [
        ["email", "가입일"],
        ["kim@example.com", 45292],
      ],
    },
  ]);
  await importFile(unformatted, {
    columns: [
      { to: "email" },
      { to: "property", key: "signup_date", label: "가입일", type: "date", isNew: true },
    ],
  });
  expect(await contactByEmail("kim@example.com")).toMatchObject({
    properties: { signup_date: "2024-01-01" },
  });
  const mac = makeWorkbook(
    [
      {
        name: "a",
        rows: [
          ["email", "name", "가입일"],
          [
            { xml: '<c t="inlineStr"><is><t>mac@example.com</t></is></c>' },
            {
              xml: '<c t="inlineStr"><is><r><t>김</t></r><r><t>민수</t></r><rPh><t>x</t></rPh></is></c>',
            },
            { serial: 45292 - 1462 },
          ],
        ],
      },
    ],
    { is1904: true },
  );
  await importFile(mac);
  expect(await contactByEmail("mac@example.com")).toMatchObject({
    name: "김민수",
    properties: { signup_date: "2024-01-01" },
  });
});

describe("what is no workbook that can be read is named as what it is, and leaves nothing behind", () => {
  const bomb = makeZip([
    ["[Content_Types].xml", ""],
    ["xl/workbook.xml", Buffer.alloc(40 * 1024 * 1024, 32)],
  ]);
  const relations = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>';
  // No sheet is too large by itself.
  const manyBombs = makeZip([
    ["[Content_Types].xml", ""],
    ["xl/workbook.xml", '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'],
    ["xl/_rels/workbook.xml.rels", `<Relationships>${relations}</Relationships>`],
    ["xl/worksheets/sheet1.xml", "<worksheet/>"],
    ["xl/worksheets/sheet2.xml", "<worksheet/>", 2.5 * 1024 ** 3],
    ["xl/worksheets/sheet3.xml", "<worksheet/>", 2.5 * 1024 ** 3],
  ]);
  test.each([
    ["xlsx_password", makeOle("EncryptedPackage")],
    ["xlsx_password", makeZip([["xl/workbook.xml", "<workbook/>"]], { flags: 1 })],
    ["xls", makeOle("Workbook")],
    ["html", Buffer.from("<table><tr><td>이메일</td></tr></table>")],
    [
      "xlsb",
      makeZip([
        ["[Content_Types].xml", ""],
        ["xl/workbook.bin", "x"],
      ]),
    ],
    ["zip", makeZip([["customers.csv", "email\nkim@example.com\n"]])],
    ["xlsx_broken", Buffer.from("PK\x03\x04\x14\x00\x06\x00[Content_Types].xml")],
    ["xlsx_broken", makeWorkbook([{ name: "a", rows: [header] }]).subarray(0, 700)],
    ["xlsx_too_large", bomb],
    ["xlsx_too_large", manyBombs],
    ["header_only", makeWorkbook([{ name: "a", rows: [header] }])],
    ["empty", makeWorkbook([{ name: "a", rows: [] }])],
  ])("%s", async (reason, bytes) => {
    expect(await upload(bytes, "customers.xlsx")).toEqual({ ok: false, reason });
    expect([await db.$count(imports), await db.$count(importChunks)]).toEqual([0, 0]);
  });
});

test("a sheet that lies about its size ends the import with its reason", async () => {
  const good = makeWorkbook([
    {
      name: "a",
      rows: [["email"], ...Array.from({ length: 3000 }, (_, n) => [`p${n}@example.com`])],
    },
  ]);
  const id = await uploaded(good);
  await confirm(id);
  // The bytes are damaged after the upload was looked at: in the middle of the sheet.
  await db.execute(sql`update import_chunks set bytes = overlay(bytes placing
    decode(repeat('00', 4000), 'hex') from length(bytes) - 9000 for 4000) where import_id = ${id}`);
  await runImport(id);
  expect(await getImport(id)).toMatchObject({ status: "failed", failedReason: "xlsx_broken" });
  expect(await db.$count(sql`contacts`)).toBe(0);
});
