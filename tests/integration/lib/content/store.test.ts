import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db";
import { contents } from "@/db/schema/campaigns";
import { getContent, hashContent, storeContent } from "@/lib/content/store";
import { compileOk, letterWith } from "@/tests/support/mail-to-compile";

test("a stored mail comes back as it was", async () => {
  const compiled = await compileOk();
  const hash = await storeContent(compiled);
  expect(await getContent(hash)).toEqual(compiled);
  const [row] = await db.select().from(contents);
  expect(row?.compiled).toEqual(compiled);
});

test("the same mail twice is one row, whatever order its keys are in", async () => {
  const compiled = await compileOk(letterWith({ body: "한 번만" }));
  const reversed = Object.fromEntries(Object.entries(compiled).toReversed()) as typeof compiled;
  expect(await storeContent(compiled)).toBe(await storeContent(reversed));
  const [count] = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(contents)
    .where(sql`hash = ${hashContent(compiled)}`);
  expect(count?.n).toBe(1);
});

test("another letter is another hash", async () => {
  const one = await compileOk(letterWith({ body: "하나" }));
  const two = await compileOk(letterWith({ body: "둘" }));
  expect(hashContent(one)).not.toBe(hashContent(two));
});

test("a row that is no compiled mail is refused", async () => {
  await db.insert(contents).values({ hash: "broken", compiled: { v: 1 } });
  await expect(getContent("broken")).rejects.toThrow(/invalid/i);
  await expect(getContent("missing")).rejects.toThrow("no compiled content");
});
