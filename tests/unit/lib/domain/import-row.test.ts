import { describe, expect, test } from "vitest";
import { checkOptions, type ColumnTarget, type ImportOptions } from "@/lib/domain/import-options";
import { planRows } from "@/lib/domain/import-plan";
import { readRow } from "@/lib/domain/import-row";

const today = "2026-11-20";

function options(columns: ColumnTarget[], more: Partial<ImportOptions> = {}): ImportOptions {
  return {
    v: 1,
    encoding: "utf-8",
    delimiter: ",",
    headerRow: 1,
    headers: [],
    columns,
    everyone: "active",
    phoneZero: "keep",
    blankCells: "keep",
    topicId: null,
    consentSource: "",
    consentDate: null,
    ...more,
  };
}

function property(key: string, type: "text" | "number" | "date" | "boolean"): ColumnTarget {
  return { to: "property", key, label: key, type, isNew: true };
}

const read = (cells: string[], given: ImportOptions) => readRow(cells, planRows(given, today));

describe("a row is taken as it is meant", () => {
  test("what PostgreSQL cannot hold is left out or mended", () => {
    const given = options([{ to: "email" }, { to: "name" }, property("note", "text")]);
    expect(read(["kim@example.com", "김\0", "cut \ud83d"], given)).toMatchObject({
      row: { name: "김", properties: { note: "cut \ufffd" } },
    });
  });

  test("text becomes NFC and trimmed, a phone keeps its zero, blank cells stay blank", () => {
    const given = options([
      { to: "email" },
      { to: "name" },
      { to: "phone" },
      property("grade", "text"),
    ]);
    const row = [" Kim@Example.com ", " 김민수 ".normalize("NFD"), "01012345678", "  "];
    expect(read(row, given)).toMatchObject({
      ok: true,
      row: {
        email: "Kim@Example.com",
        emailNormalized: "kim@example.com",
        name: "김민수",
        phone: "01012345678",
        properties: {},
        consent: null,
      },
    });
  });

  test("typed properties are read as their type", () => {
    const given = options([
      { to: "email" },
      property("joined", "date"),
      property("points", "number"),
      property("vip", "boolean"),
    ]);
    expect(read(["kim@example.com", "2026년 1월 5일", "1,200", "O"], given)).toMatchObject({
      row: { properties: { joined: "2026-01-05", points: 1200, vip: true } },
    });
  });

  test("a name is put together where the file has only its parts", () => {
    const given = options([{ to: "email" }, { to: "last_name" }, { to: "first_name" }]);
    expect(read(["a@example.com", "김", "민수"], given)).toMatchObject({ row: { name: "김민수" } });
    expect(read(["a@example.com", "Kim", "Min"], given)).toMatchObject({
      row: { name: "Min Kim" },
    });
  });

  test("the guard of an export is taken off", () => {
    const given = options([{ to: "email" }, { to: "phone" }]);
    expect(read(["a@example.com", "'+82 10"], given)).toMatchObject({ row: { phone: "+82 10" } });
  });

  test("missing cells at the end are blank, blank cells too many are nothing", () => {
    const given = options([{ to: "email" }, { to: "name" }]);
    expect(read(["a@example.com"], given)).toMatchObject({ ok: true, row: { name: null } });
    expect(read(["a@example.com", "Kim", "", " "], given)).toMatchObject({ ok: true });
  });
});

describe("a row that cannot be taken says why, and where", () => {
  const given = options([
    { to: "email" },
    { to: "phone" },
    property("joined", "date"),
    property("points", "number"),
    property("vip", "boolean"),
    { to: "skip" },
  ]);
  test.each([
    ["email_empty", 0, ["", "", "", "", "", ""]],
    ["email_no_at", 0, ["kim", "", "", "", "", ""]],
    ["phone_exponent", 1, ["kim@example.com", "1.01E+09", "", "", "", ""]],
    ["bad_date", 2, ["kim@example.com", "", "yesterday", "", "", ""]],
    ["bad_number", 3, ["kim@example.com", "", "", "many", "", ""]],
    ["bad_boolean", 4, ["kim@example.com", "", "", "", "maybe", ""]],
    ["bad_encoding", 1, ["kim@example.com", "\uFFFD\uFFFD", "", "", "", ""]],
    ["cell_too_long", 1, ["kim@example.com", "1".repeat(10_001), "", "", "", ""]],
    ["too_many_cells", undefined, ["kim@example.com", "", "", "", "", "", "more"]],
  ])("%s", (reason, column, cells) => {
    const result = read(cells, given);
    expect(result).toMatchObject({ ok: false, reason });
    expect(!result.ok && result.column).toBe(column);
  });

  test("a skipped column may hold anything", () => {
    expect(read(["kim@example.com", "", "", "", "", "\uFFFD".repeat(20_000)], given).ok).toBe(true);
  });
});

describe("consent is taken from where the person said it stands", () => {
  const all = options([{ to: "email" }], {
    topicId: 1,
    consentSource: "매장",
    consentDate: "2026-01-05",
  });
  const column = options([{ to: "email" }, { to: "consent" }, { to: "consent_date" }], {
    topicId: 1,
    consentSource: "매장",
  });

  test("all rows, on one date", () => {
    expect(read(["a@example.com"], all)).toMatchObject({
      row: { consent: "yes", consentDate: "2026-01-05" },
    });
  });

  test.each([
    [["a@example.com", "동의", "2026.1.5"], "yes", "2026-01-05"],
    [["a@example.com", "거부", "2026.1.5"], "no", "2026-01-05"],
    [["a@example.com", "X", ""], "no", null],
    [["a@example.com", "", ""], "unanswered", null],
    [["a@example.com"], "unanswered", null],
  ])("%j", (cells, consent, consentDate) => {
    expect(read(cells, column)).toMatchObject({ ok: true, row: { consent, consentDate } });
  });

  test.each([
    [["a@example.com", "이메일", ""], "consent_unclear"],
    [["a@example.com", "Y", ""], "consent_date_missing"],
    [["a@example.com", "Y", "someday"], "consent_date_bad"],
    [["a@example.com", "Y", "2026-11-21"], "consent_date_in_future"],
  ])("%j is refused", (cells, reason) => {
    expect(read(cells, column)).toMatchObject({ ok: false, reason });
  });

  test("without a topic nobody is asked", () => {
    expect(read(["a@example.com"], options([{ to: "email" }]))).toMatchObject({
      row: { consent: null },
    });
  });
});

describe("options that cannot run say why", () => {
  test.each([
    ["no_email_column", options([{ to: "name" }])],
    ["twice", options([{ to: "email" }, property("a", "text"), property("a", "text")])],
    ["topic_undecided", options([{ to: "email" }], { topicId: undefined })],
    ["consent_without_topic", options([{ to: "email" }, { to: "consent" }])],
    ["consent_source_missing", options([{ to: "email" }], { topicId: 1, consentDate: today })],
    ["consent_date_missing", options([{ to: "email" }], { topicId: 1, consentSource: "매장" })],
    [
      "consent_date_in_future",
      options([{ to: "email" }], { topicId: 1, consentSource: "매장", consentDate: "2026-11-21" }),
    ],
  ])("%s", (problem, given) => {
    expect(checkOptions(given, today)).toEqual([problem]);
  });

  test("complete options have no problem", () => {
    const given = options([{ to: "email" }], {
      topicId: 1,
      consentSource: "매장",
      consentDate: today,
    });
    expect(checkOptions(given, today)).toEqual([]);
  });
});
