import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db";
import type { PreviewPart } from "@/lib/domain/segment-preview";
import type { SegmentRule } from "@/lib/domain/segment-rule";
import { previewSegment } from "@/lib/segment-count";

const people = 60_000;
const third: SegmentRule = {
  match: "all",
  rules: [{ field: "property", key: "n", type: "number", test: { op: "lt", value: people / 3 } }],
};

beforeAll(async () => {
  await db.execute(sql`
    insert into contacts (email, email_normalized, properties)
    select 'p' || n || '@reader.test', 'p' || n || '@reader.test',
      jsonb_build_object('n', n * 7919 % ${people}::int)
    from generate_series(1, ${people}::int) n`);
  await db.execute(sql`analyze contacts`);
});

async function preview(rule: SegmentRule, signal = new AbortController().signal) {
  const parts: PreviewPart[] = [];
  await previewSegment(rule, { signal, tell: (part) => parts.push(part) });
  return parts;
}

describe("the preview of a rule", () => {
  test("tells an estimate first, then the count, then some of the people", async () => {
    const [estimate, exact, sample, ...others] = await preview(third);
    expect(others).toEqual([]);
    expect(exact).toEqual({ kind: "exact", count: people / 3, total: people });
    expect(estimate?.kind).toBe("estimate");
    const guess = estimate?.kind === "estimate" ? estimate.count : 0;
    expect(Math.abs(guess - people / 3)).toBeLessThan(people / 20);
    expect(sample?.kind === "sample" && sample.people).toHaveLength(5);
  });

  test("stops counting in the database when nobody wants to know any more", async () => {
    const aborter = new AbortController();
    const counted = preview(endless, aborter.signal);
    await untilRunning(1);
    aborter.abort();
    expect(await counted).not.toContainEqual(expect.objectContaining({ kind: "exact" }));
    await untilRunning(0);
    // The connection is whole: it serves the next one.
    expect((await preview(third)).map(({ kind }) => kind)).toEqual(["estimate", "exact", "sample"]);
  });
});

/** Fifty conditions over a long list of words each: seconds of work. */
const endless: SegmentRule = {
  match: "all",
  rules: Array.from({ length: 50 }, (_, n) => ({
    field: "property" as const,
    key: `words-${n}`,
    type: "list" as const,
    test: { op: "has_none" as const, values: Array.from({ length: 500 }, (_one, i) => `w${i}`) },
  })),
};

/** Waits until that many counts are under way in the database. */
async function untilRunning(count: number): Promise<void> {
  for (;;) {
    const { rows } = await db.execute<{ n: number }>(sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database()
        and state = 'active' and query like '%jsonb_array_elements_text%'
        and pid <> pg_backend_pid()`);
    if (rows[0]?.n === count) return;
    await sleep(20);
  }
}
