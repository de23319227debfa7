import { sql } from "drizzle-orm";
import type { Database } from "@/db";
import { listConditions, textFields, type SegmentRule } from "@/lib/domain/segment-rule";

// What the planner is told while it counts a segment or an audience (docs/decisions/018-segment-speed.md).

/**
 * Of a property or of part of a text the planner has no statistics: it expects half a percent, and
 * then looks a quarter of a million people up one by one. A count of everybody reads the tables once
 * in any case, so joining by lookups is not offered to it.
 */
export async function steerPlanner(rule: SegmentRule, database: Database): Promise<void> {
  const isBlind = listConditions(rule).some(
    ({ field }) => field === "property" || textFields.some((one) => one === field),
  );
  await expectMemory(database, { joinsByLookup: !isBlind });
}

/**
 * Of numbers that stand for 64 contacts each (lib/domain/contact-bits.ts) it knows nothing: it fears
 * as many as there are contacts, would read with one of two processors and sort a million rows.
 */
export async function expectBits(database: Database): Promise<void> {
  await expectMemory(database);
  await database.execute(sql`select set_config('parallel_setup_cost', '0', true),
    set_config('parallel_tuple_cost', '0', true), set_config('enable_sort', 'off', true),
    set_config('work_mem', '64MB', true)`);
}

/**
 * The defaults are those of a turning disk and little memory: a campaign would be read with all others
 * of its partition instead of by its index, and a million ids would go through files. Nothing is
 * compiled for a single query. All of it until the transaction ends.
 */
export async function expectMemory(
  database: Database,
  { randomPageCost = 1.1, joinsByLookup = true } = {},
): Promise<void> {
  await database.execute(sql`select set_config('jit', 'off', true),
    set_config('work_mem', '16MB', true),
    set_config('random_page_cost', ${String(randomPageCost)}, true),
    set_config('enable_nestloop', ${joinsByLookup ? "on" : "off"}, true)`);
}
