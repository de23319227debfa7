import { setTimeout as sleep } from "node:timers/promises";
import { asc, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db, pool } from "@/db";
import { contacts, properties } from "@/db/schema/audience";
import { contactMerges } from "@/db/schema/erasures";
import { importContacts, importRefusals } from "@/db/schema/imports";
import { mergeContacts } from "@/lib/contact-merge";
import { reviewImport } from "@/lib/imports/decide";
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
import { koreanCsv, koreanPeople } from "@/tests/support/korean-csv";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties, erasures,
    contact_merges, suppressions cascade`);
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
  // Decided again who is new, not written the slow way: only the one met was changed.
  expect(done.rowsCreated).toBe(9_999);
  expect(await db.$count(importContacts)).toBe(10_000);
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

test("who is erased while an import writes is refused like before it, and the sum holds", async () => {
  const people = koreanPeople(10_000);
  const id = await uploaded(koreanCsv(people));
  await confirm(id);
  const running = runImport(id);
  while (!(await hasWinners(id))) await sleep(1);
  await db.execute(sql`insert into erasures (hash, why, requested_by)
    select erasure_hash(${people[7]?.email}), 'asked', 1`);
  expect(await running).toEqual({ ok: true });
  expect(summary(await getImport(id))).toMatchObject({ rows: 10_000, created: 9_999, refused: 1 });
  expect(await db.$count(contacts)).toBe(9_999);
  expect(await db.$count(importContacts)).toBe(9_999);
});

test("of two imports that declare one property, the one of another type says so", async () => {
  const first = await uploaded("email,score\na@example.com,A\n");
  const second = await uploaded("email,score\nb@example.com,7\n");
  await confirm(first);
  await confirm(second);
  expect(await runImport(first)).toEqual({ ok: true });
  expect(await runImport(second)).toEqual({ ok: false, reason: "failed" });
  expect(await getImport(second)).toMatchObject({
    status: "failed",
    failedReason: "property_taken",
    failedDetails: { label: "score" },
  });
  expect(await db.select().from(properties)).toMatchObject([{ key: "score", type: "text" }]);
  expect(await db.$count(contacts)).toBe(1);
});

test("of two that run at once, the one that declares it later says so", async () => {
  const id = await uploaded("email,score\nb@example.com,7\n");
  await confirm(id);
  const client = await pool.connect();
  try {
    await client.query(
      "begin; insert into properties (key, label, type) values ('score', '점수', 'text')",
    );
    const running = runImport(id);
    while (!(await isWaiting())) await sleep(1);
    await client.query("commit");
    expect(await running).toEqual({ ok: false, reason: "failed" });
    expect(await getImport(id)).toMatchObject({ failedDetails: { label: "점수" } });
  } finally {
    client.release(true);
  }
});

test("an address that was merged away brings its values to whom it was merged into", async () => {
  await importFile("email,name\nold@example.com,Kim\nnew@example.com,Kim\n");
  const [from, into] = [
    await contactByEmail("old@example.com"),
    await contactByEmail("new@example.com"),
  ];
  const merge = { from: from.id, into: into.id, takeFrom: [] };
  expect(await mergeContacts(merge, { userId: await createUser() })).toEqual({ ok: true });
  const file =
    "email,name,phone\nnew@example.com,Kim,1\nOld@example.com,Kim M,2\nlee@example.com,Lee,3\n";
  const id = await uploaded(file);
  const { fileBytes, options } = await getImport(id);
  const { dryRun } = await reviewImport({ importId: id, bytes: fileBytes }, options);
  const sum = { rows: 3, created: 1, updated: 1, unchanged: 0, refused: 0, repeated: 1 };
  expect(dryRun).toMatchObject({ merged: 1, counts: sum });
  await confirm(id);
  expect(await runImport(id)).toEqual({ ok: true });
  const done = await getImport(id);
  expect(summary(done)).toEqual(sum);
  expect(done.consentCounts).toMatchObject({ merged: 1 });
  expect(await contactByEmail("new@example.com")).toMatchObject({
    id: into.id,
    name: "Kim M",
    phone: "2",
  });
  expect(await db.$count(contacts)).toBe(2);
});

test("an address that was merged away and is somebody's again stays theirs", async () => {
  await importFile("email\nold@example.com\nnew@example.com\n");
  const into = await contactByEmail("new@example.com");
  await db.insert(contactMerges).values({
    fromContactId: 999_999,
    fromEmailNormalized: "old@example.com",
    intoContactId: into.id,
  });
  expect(await importFile("email,name\nold@example.com,Own\n")).toMatchObject({ rowsUpdated: 1 });
  expect(await contactByEmail("old@example.com")).toMatchObject({ name: "Own" });
});

async function isWaiting(): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows.length > 0;
}

async function hasWinners(id: number): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from pg_class where relname = ${`import_${id}_winners`}`,
  );
  return rows.length > 0;
}
