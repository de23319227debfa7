import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { contacts } from "@/db/schema/audience";
import { importContacts, importRefusals, imports } from "@/db/schema/imports";
import { cancelImport } from "@/lib/imports/imports";
import { runImport } from "@/lib/imports/run";
import { confirm, createUser, getImport, summary, uploaded } from "@/tests/support/imports";
import { koreanCsv, koreanPeople } from "@/tests/support/korean-csv";

const people = 20_000;
const badEvery = 40;

// A file that takes a moment, with rows to refuse and one address twice.
const everybody = koreanPeople(people).map((person, index) => ({
  ...person,
  email: index % badEvery === 0 ? "nobody" : person.email,
}));
const file = koreanCsv(everybody).concat(`반복,${everybody[1]?.email},,,VIP,동의\r\n`);
const refused = people / badEvery;

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties cascade`);
});

/** Runs the import in a process of its own and kills it when it is so far. */
async function killWhen(id: number, isThere: (row: typeof imports.$inferSelect) => boolean) {
  const script = fileURLToPath(new URL("../../support/import-process.ts", import.meta.url));
  const runner = fork(script, [String(id)], { execArgv: ["--import", "tsx"], env: process.env });
  const ended = once(runner, "exit");
  let isDone = false;
  void ended.then(() => (isDone = true));
  for (;;) {
    const [row] = await db.select().from(imports).where(eq(imports.id, id));
    if (row && isThere(row)) break;
    if (isDone || row?.status === "completed") throw new Error("It was over before the kill.");
    await sleep(1);
  }
  runner.kill("SIGKILL");
  await ended;
}

/** What a minute of silence does: the lease of the dead is over. */
async function forget(id: number): Promise<void> {
  await db
    .update(imports)
    .set({ leaseUntil: sql`now() - interval '1 second'` })
    .where(eq(imports.id, id));
}

async function expectWhole(id: number): Promise<void> {
  const done = await getImport(id);
  expect(done.status).toBe("completed");
  expect(summary(done)).toEqual({
    rows: people + 1,
    created: people - refused,
    updated: 0,
    unchanged: 0,
    refused,
    repeated: 1,
  });
  expect(await db.$count(contacts)).toBe(people - refused);
  expect(await db.$count(importContacts, eq(importContacts.importId, id))).toBe(people - refused);
  expect(await db.$count(importRefusals, eq(importRefusals.importId, id))).toBe(refused);
}

test("killed while reading and killed while writing, an import loses nothing and doubles nothing", async () => {
  const id = await uploaded(file);
  await confirm(id);
  await killWhen(id, ({ rowsDone }) => rowsDone > 0);
  expect(await runImport(id)).toEqual({ ok: false, reason: "not_runnable" }); // the lease still runs
  await forget(id);
  await killWhen(id, ({ rowsWritten }) => rowsWritten > 0);
  await forget(id);
  expect(await runImport(id)).toEqual({ ok: true });
  await expectWhole(id);
});

test("what a killed runner had read is not read again", async () => {
  const id = await uploaded(file);
  await confirm(id);
  await killWhen(id, ({ rowsTotal, rowsWritten }) => rowsTotal !== null && rowsWritten > 0);
  await forget(id);
  // Without the file nothing could be read.
  await db.execute(sql`update import_chunks set bytes = '' where import_id = ${id}`);
  expect(await runImport(id)).toEqual({ ok: true });
  await expectWhole(id);
});

test("canceled while a process writes: everything is taken back", async () => {
  const id = await uploaded(file);
  await confirm(id);
  const userId = await createUser();
  const script = fileURLToPath(new URL("../../support/import-process.ts", import.meta.url));
  const runner = fork(script, [String(id)], { execArgv: ["--import", "tsx"], env: process.env });
  const ended = once(runner, "exit");
  for (;;) {
    const [row] = await db.select().from(imports).where(eq(imports.id, id));
    if ((row?.rowsWritten ?? 0) > 0) break;
    await sleep(1);
  }
  expect(await cancelImport(id, { userId })).toBe(true);
  await ended;
  expect(await getImport(id)).toMatchObject({ status: "canceled", people: 0 });
  expect(await db.$count(contacts)).toBe(0);
  const { rows } = await db.execute(
    sql`select relname from pg_class where relname like ${`import_${id}_%`}`,
  );
  expect(rows).toEqual([]);
});
