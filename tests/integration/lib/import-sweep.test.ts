import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db";
import { importChunks, importRefusals, imports } from "@/db/schema/imports";
import { keptDays } from "@/lib/domain/import-options";
import { createStaging, stagingTables } from "@/lib/imports/staging";
import { sweepImports } from "@/lib/imports/sweep";
import { confirm, getImport, importFile, uploaded } from "@/tests/support/imports";

beforeEach(async () => {
  await db.execute(sql`truncate contacts, imports, import_contacts, properties cascade`);
});

const file = "email\nkim@example.com\nnobody\n";

function daysAgo(days: number) {
  return sql`now() - make_interval(days => ${days})`;
}

async function hasTable(id: number): Promise<boolean> {
  const { rows } = await db.execute<{ has: boolean }>(
    sql`select to_regclass(${stagingTables(id).rows}) is not null as has`,
  );
  return rows[0]?.has === true;
}

test("a file that nobody starts goes when its days are over, and the page can say why", async () => {
  const [old, young] = [await uploaded(file), await uploaded(file)];
  const kept = keptDays.unstarted;
  await db
    .update(imports)
    .set({ uploadedAt: daysAgo(kept + 1) })
    .where(eq(imports.id, old));
  await db
    .update(imports)
    .set({ uploadedAt: daysAgo(kept - 1) })
    .where(eq(imports.id, young));
  await sweepImports();
  expect(await getImport(old)).toMatchObject({ status: "canceled", failedReason: "expired" });
  expect(await getImport(young)).toMatchObject({ status: "uploaded" });
  const left = await db.select({ id: importChunks.importId }).from(importChunks);
  expect(left).toEqual([{ id: young }]);
});

test("one that was confirmed is kept, however long it waits", async () => {
  const id = await uploaded(file);
  await confirm(id);
  await db.update(imports).set({ uploadedAt: daysAgo(400), createdAt: daysAgo(400) });
  await sweepImports();
  expect(await getImport(id)).toMatchObject({ status: "queued" });
  expect(await db.$count(importChunks)).toBe(1);
});

test("an upload that broke off with its process goes after a day", async () => {
  await db
    .insert(imports)
    .values([{ fileName: "cut.csv", createdAt: daysAgo(2) }, { fileName: "coming.csv" }]);
  await sweepImports();
  expect(await db.select({ name: imports.fileName }).from(imports)).toEqual([
    { name: "coming.csv" },
  ]);
});

test("refused rows are people too: they go, and their number stays", async () => {
  const [old, young] = [await importFile(file), await importFile(file)];
  await db
    .update(imports)
    .set({ finishedAt: daysAgo(keptDays.refusals + 1) })
    .where(eq(imports.id, old.id));
  await sweepImports();
  const left = await db.select({ id: importRefusals.importId }).from(importRefusals);
  expect(left).toEqual([{ id: young.id }]);
  expect(await getImport(old.id)).toMatchObject({ rowsRefused: 1 });
});

test("staged rows go with their import, unless it still runs", async () => {
  const ids = [];
  for (const status of ["running", "canceled", "failed"] as const) {
    const id = await uploaded(file);
    await createStaging(db, stagingTables(id));
    const finishedAt = status === "running" ? null : daysAgo(1);
    await db.update(imports).set({ status, finishedAt }).where(eq(imports.id, id));
    ids.push(id);
  }
  await createStaging(db, stagingTables(999_999));
  await sweepImports();
  const left = await Promise.all([...ids, 999_999].map(hasTable));
  expect(left).toEqual([true, false, false, false]);
});
