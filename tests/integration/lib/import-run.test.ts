import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db";
import { contacts, properties } from "@/db/schema/audience";
import { importChunks, importContacts, importRefusals, imports } from "@/db/schema/imports";
import { auditLog } from "@/db/schema/users";
import { cancelImport, requeueStaleImports } from "@/lib/imports/imports";
import { exportRefusals } from "@/lib/imports/refusal-file";
import { runImport } from "@/lib/imports/run";
import {
  confirm,
  contactByEmail,
  createUser,
  getImport,
  importFile,
  summary,
  uploaded,
} from "@/tests/support/imports";
import { encodeCp949, koreanCsv, koreanPeople } from "@/tests/support/korean-csv";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, properties, consents, suppressions cascade`);
});

async function stagingTables(): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relname ~ '^import_[0-9]+_'`,
  );
  return rows.map((row) => row.name);
}

test("200 Korean customers in CP949 come in as they are", async () => {
  const done = await importFile(encodeCp949(koreanCsv(koreanPeople(200))));

  expect(done).toMatchObject({ status: "completed", people: 200 });
  expect(done.analysis).toMatchObject({ encoding: "euc-kr", isEncodingCertain: true });
  expect(summary(done)).toEqual({
    rows: 200,
    created: 200,
    updated: 0,
    unchanged: 0,
    refused: 0,
    repeated: 0,
  });
  const person = koreanPeople(200)[16];
  expect(await contactByEmail(person?.email ?? "")).toMatchObject({
    name: person?.name,
    phone: person?.phone,
    properties: { grade: person?.grade, signup_date: "2025-05-17" },
    source: `import:${done.id}`,
  });
  const declared = await db
    .select({ key: properties.key, label: properties.label, type: properties.type })
    .from(properties)
    .orderBy(asc(properties.key));
  expect(declared).toEqual([
    { key: "grade", label: "등급", type: "text" },
    { key: "signup_date", label: "가입일", type: "date" },
  ]);
});

test("the refused rows can be taken out again, and who took them is logged", async () => {
  const done = await importFile("이메일,이름\nkim@shop.test,김\n,=HYPERLINK(1)\n");
  let csv = "";
  const { headers, delimiter } = done.options;
  const words = {
    lineHeader: "줄 번호",
    reasonHeader: "이유",
    explain: (reason: string) => reason,
  };
  for await (const part of exportRefusals(done.id, {
    userId: 7,
    why: "고치려고",
    headers,
    delimiter,
    ...words,
  }))
    csv += part;
  expect(csv).toBe("\uFEFF이메일,이름,줄 번호,이유\r\n,'=HYPERLINK(1),3,email_empty:0\r\n");
  const [entry] = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.action, "import.export_refused"));
  expect(entry).toMatchObject({
    userId: 7,
    subject: `import:${done.id}`,
    details: { rows: 1, why: "고치려고" },
  });
});

test("the bytes and the staging tables are gone afterwards", async () => {
  await importFile(koreanCsv(koreanPeople(10)));
  expect(await db.$count(importChunks)).toBe(0);
  expect(await stagingTables()).toEqual([]);
});

test("the same file again changes nothing, and its people belong to the new import too", async () => {
  const file = koreanCsv(koreanPeople(30));
  await importFile(file);
  const before = await db.select().from(contacts).orderBy(asc(contacts.id));
  const again = await importFile(file);

  expect(summary(again)).toMatchObject({ created: 0, updated: 0, unchanged: 30 });
  expect(await db.select().from(contacts).orderBy(asc(contacts.id))).toEqual(before);
  expect(await db.$count(importContacts, eq(importContacts.importId, again.id))).toBe(30);
});

describe("a second file meets contacts that are here", () => {
  beforeEach(async () => {
    await importFile("email,name,phone,등급,포인트\nkim@example.com,김민수,01012345678,VIP,100\n");
  });

  test("blank cells keep what is there", async () => {
    const done = await importFile("email,name,phone,등급,포인트\nKIM@example.com,,,GOLD,\n");
    expect(summary(done)).toMatchObject({ rows: 1, created: 0, updated: 1 });
    expect(await contactByEmail("kim@example.com")).toMatchObject({
      email: "kim@example.com",
      name: "김민수",
      phone: "01012345678",
      properties: { grade: "GOLD", points: 100 },
    });
  });

  test("blank cells clear what is there when told so, and columns that are not there stay", async () => {
    await importFile("email,name,등급\nkim@example.com,,\n", { blankCells: "clear" });
    expect(await contactByEmail("kim@example.com")).toMatchObject({
      name: "",
      phone: "01012345678",
      properties: { points: 100 },
    });
  });

  test("only blank cells are no change", async () => {
    const done = await importFile("email,name\nkim@example.com,\n");
    expect(summary(done)).toMatchObject({ updated: 0, unchanged: 1 });
  });
});

test("the same address twice: the last row wins and the others are counted", async () => {
  const done = await importFile(
    "이메일,이름\nkim@example.com,첫째\nlee@example.com,이서연\nKim@Example.com,둘째\nkim@example.com,셋째\n",
  );
  expect(summary(done)).toEqual({
    rows: 4,
    created: 2,
    updated: 0,
    unchanged: 0,
    refused: 0,
    repeated: 2,
  });
  expect(await contactByEmail("kim@example.com")).toMatchObject({ name: "셋째" });
});

test("text becomes NFC, a phone keeps its zero, an IDN domain becomes punycode", async () => {
  const name = "김민수".normalize("NFD");
  await importFile(`이메일,이름,휴대폰\nkim@한글.test,${name},01012345678\n`);
  expect(await contactByEmail("kim@xn--bj0bj06e.test")).toMatchObject({
    email: "kim@한글.test",
    name: "김민수",
    phone: "01012345678",
  });
});

test("cells with tabs, line breaks, backslashes and quotes arrive as they are", async () => {
  const note = 'a\tb\\n c\r\n"d" \\N';
  await importFile(`email,메모\nkim@example.com,"${note.replaceAll('"', '""')}"\n`);
  expect(await contactByEmail("kim@example.com")).toMatchObject({ properties: { note } });
});

test("every refused row is kept with its line, its reason and itself", async () => {
  const done = await importFile(
    [
      "이메일,이름,가입일",
      "kim@example.com,김민수,2026.1.5",
      "lee.example.com,이서연,2026.1.5",
      '"park@example.com","박\n지훈",2026.1.5',
      ",이름뿐,2026.1.5",
      "choi@example.com,최수아,어제",
      "a@example.com,b,2026.1.5,넘침",
    ].join("\n"),
  );
  expect(summary(done)).toEqual({
    rows: 6,
    created: 2,
    updated: 0,
    unchanged: 0,
    refused: 4,
    repeated: 0,
  });
  const refused = await db
    .select({ line: importRefusals.line, reason: importRefusals.reason, raw: importRefusals.raw })
    .from(importRefusals)
    .where(eq(importRefusals.importId, done.id))
    .orderBy(asc(importRefusals.line));
  expect(refused).toEqual([
    { line: 3, reason: "email_no_at:0", raw: "lee.example.com,이서연,2026.1.5" },
    { line: 6, reason: "email_empty:0", raw: ",이름뿐,2026.1.5" },
    { line: 7, reason: "bad_date:2", raw: "choi@example.com,최수아,어제" },
    { line: 8, reason: "too_many_cells", raw: "a@example.com,b,2026.1.5,넘침" },
  ]);
});

describe("a file that breaks off in the middle", () => {
  test("a quote that is never closed fails the import with its line, and nothing is written", async () => {
    const done = await importFile('email,name\nkim@example.com,Kim\nlee@example.com,"Lee\nx,y\n');
    expect(done).toMatchObject({
      status: "failed",
      failedReason: "quote_not_closed",
      failedDetails: { line: 3 },
    });
    expect(await db.$count(contacts)).toBe(0);
    expect(await stagingTables()).toEqual([]);
  });

  test("a cell of 10 MB is refused by its line and the others come in", async () => {
    const done = await importFile(
      `email,name\nkim@example.com,"${"가".repeat(3_500_000)}"\nlee@example.com,Lee\n`,
    );
    expect(summary(done)).toMatchObject({ rows: 2, created: 1, refused: 1 });
    const [refusal] = await db.select().from(importRefusals);
    expect(refusal).toMatchObject({ line: 2, reason: "cell_too_long:1" });
    expect(refusal?.raw.length).toBe(20_000);
  });
});

describe("a runner may die at any moment", () => {
  /** As a kill leaves it: claimed, and the lease over. */
  async function abandon(id: number, more: Partial<typeof imports.$inferInsert> = {}) {
    await db
      .update(imports)
      .set({ status: "running", leaseUntil: sql`now() - interval '1 second'`, ...more })
      .where(eq(imports.id, id));
  }

  test("another one starts over, and nothing is there twice", async () => {
    const id = await uploaded(koreanCsv(koreanPeople(50)) + "broken,row\n");
    await confirm(id);
    await abandon(id);
    // Half a reading: a staging table with rows of the dead runner, and its refusals.
    await db.execute(sql`create unlogged table ${sql.identifier(`import_${id}_rows`)} (line int)`);
    await db.insert(importRefusals).values({ importId: id, line: 52, reason: "x", raw: "" });

    expect(await runImport(id)).toEqual({ ok: true });
    expect(summary(await getImport(id))).toMatchObject({ rows: 51, created: 50, refused: 1 });
    expect(await stagingTables()).toEqual([]);
  });

  test("what was read before is not read again", async () => {
    const id = await uploaded(koreanCsv(koreanPeople(5)));
    await confirm(id);
    // Killed while writing: everything staged, the chunks not needed any more.
    await db.execute(sql`
      create unlogged table ${sql.identifier(`import_${id}_rows`)} as
      select 2 as line, 'kim@example.com' as email, 'kim@example.com' as email_normalized,
        '김민수' as name, null::text as first_name, null::text as last_name, null::text as phone,
        '{}'::jsonb as properties, null::text as consent, null::date as consent_date,
        null::text as status, null::date as status_date, false as is_merged`);
    await abandon(id, { rowsTotal: 1 });

    await runImport(id);
    expect(summary(await getImport(id))).toMatchObject({ rows: 1, created: 1 });
    expect(await contactByEmail("kim@example.com")).toMatchObject({ name: "김민수" });
  });

  test("two runners at once: one does the work", async () => {
    const id = await uploaded(koreanCsv(koreanPeople(500)));
    await confirm(id);
    const results = await Promise.all([runImport(id), runImport(id), runImport(id)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(summary(await getImport(id))).toMatchObject({ rows: 500, created: 500 });
  });

  test("a runner that lost its claim while reading writes nothing", async () => {
    const id = await uploaded(koreanCsv(koreanPeople(40_000)));
    await confirm(id);
    const running = runImport(id);
    await waitFor(async () => (await getImport(id)).rowsDone > 0);
    await db
      .update(imports)
      .set({ leaseId: "00000000-0000-4000-8000-000000000000" })
      .where(eq(imports.id, id));
    expect(await running).toEqual({ ok: false, reason: "given_up" });
    expect(await db.$count(contacts)).toBe(0);
  });

  test("one that dies over and over is ended with a reason", async () => {
    const id = await uploaded(koreanCsv(koreanPeople(5)));
    await confirm(id);
    await abandon(id, { failedDetails: { claims: 5 } });
    expect(await runImport(id)).toEqual({ ok: false, reason: "failed" });
    expect(await getImport(id)).toMatchObject({ status: "failed", failedReason: "interrupted" });
  });

  test("an import whose message or runner was lost is put on the queue again", async () => {
    const lost = await uploaded(koreanCsv(koreanPeople(5)));
    await confirm(lost);
    expect(await requeueStaleImports()).toBe(0);
    await abandon(lost);
    expect(await requeueStaleImports()).toBe(1);
  });
});

test("cancelled while it runs, an import leaves nothing behind", async () => {
  const id = await uploaded(koreanCsv(koreanPeople(40_000)));
  await confirm(id);
  const running = runImport(id);
  await waitFor(async () => (await getImport(id)).rowsDone > 0);
  expect(await cancelImport(id, { userId: await createUser() })).toBe(true);

  expect(await running).toEqual({ ok: false, reason: "given_up" });
  expect(await getImport(id)).toMatchObject({ status: "canceled" });
  expect(await db.$count(contacts)).toBe(0);
  expect(await stagingTables()).not.toContain(`import_${id}_rows`);
  expect(await runImport(id)).toEqual({ ok: false, reason: "not_runnable" });
});

test("cancelled after its runner died, an import leaves nothing behind either", async () => {
  const id = await uploaded(koreanCsv(koreanPeople(5)));
  await confirm(id);
  await db.execute(sql`create unlogged table ${sql.identifier(`import_${id}_rows`)} (line int)`);
  await db
    .update(imports)
    .set({ status: "running", leaseUntil: sql`now() - interval '1 second'` })
    .where(eq(imports.id, id));
  await cancelImport(id, { userId: await createUser() });
  expect(await stagingTables()).not.toContain(`import_${id}_rows`);
  expect(await db.$count(importChunks)).toBe(0);
});

test("several imports at once, over the same people, all end", async () => {
  const people = koreanPeople(3000);
  const ids = await Promise.all([
    uploaded(koreanCsv(people)),
    uploaded(koreanCsv(people.toReversed())),
    uploaded(koreanCsv(people.slice(1000))),
  ]);
  for (const id of ids) await confirm(id);
  await Promise.all(ids.map((id) => runImport(id)));
  const created = (await Promise.all(ids.map(getImport))).map((one) => one.rowsCreated);
  expect(created.reduce((sum, count) => sum + count, 0)).toBe(3000);
  expect(await db.$count(contacts)).toBe(3000);
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("It did not happen within 10 s.");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
