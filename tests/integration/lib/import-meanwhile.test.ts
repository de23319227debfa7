import { setTimeout as sleep } from "node:timers/promises";
import { asc, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, pool } from "@/db";
import { contacts } from "@/db/schema/audience";
import { importRefusals } from "@/db/schema/imports";
import { runImport } from "@/lib/imports/run";
import { confirm, getImport, importFile, summary, uploaded } from "@/tests/support/imports";
import { koreanCsv, koreanPeople } from "@/tests/support/korean-csv";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties, erasures cascade`);
});

test("who was erased is refused, and nothing of the row is kept", async () => {
  await db.execute(sql`insert into erasures (hash, why, requested_by)
    select erasure_hash('kim@example.com'), 'asked', 1`);
  const file = "email,name\nlee@example.com,Lee\nKim@example.com,Kim\nkim@example.com,Kim\n";
  const done = await importFile(file);
  expect(summary(done)).toEqual({
    rows: 3,
    created: 1,
    updated: 0,
    unchanged: 0,
    refused: 2,
    repeated: 0,
  });
  expect(await db.$count(contacts)).toBe(1);
  const refused = await db.select().from(importRefusals).orderBy(asc(importRefusals.line));
  expect(refused).toMatchObject([
    { line: 3, reason: "email_erased", raw: "" },
    { line: 4, reason: "email_erased", raw: "" },
  ]);
});

test("a contact that comes in while an import writes is met, not doubled", async () => {
  const people = koreanPeople(10_000);
  const id = await uploaded(koreanCsv(people));
  await confirm(id);
  const running = runImport(id);
  // After it was decided who is new, and at the end of the order in which they are written.
  while (!(await hasWinners(id))) await sleep(1);
  await db.insert(contacts).values({
    email: "zz@example.com",
    emailNormalized:
      people
        .map(({ email }) => email)
        .toSorted()
        .at(-1) ?? "",
  });
  expect(await running).toEqual({ ok: true });
  const done = await getImport(id);
  expect(done.rowsCreated + done.rowsUpdated).toBe(10_000);
  expect(await db.$count(contacts)).toBe(10_000);
  expect(done.people).toBe(10_000);
});

test("imports do not wait for each other, nor for who edits a property", async () => {
  await importFile("email,grade\na@example.com,A\n");
  const client = await pool.connect();
  try {
    await client.query("begin; select 1 from properties for update");
    expect(await importFile("email,grade\nb@example.com,B\n")).toMatchObject({ rowsCreated: 1 });
  } finally {
    client.release(true);
  }
});

async function hasWinners(id: number): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from pg_class where relname = ${`import_${id}_winners`}`,
  );
  return rows.length > 0;
}
