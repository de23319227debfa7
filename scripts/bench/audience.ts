import { sql } from "drizzle-orm";
import { listProcesses } from "@/scripts/rig/process-stats";
import { type BenchAudience, createPeople, expectedFunnel } from "./audience-people";
import { startDatabase } from "./database";
import { toReport, type Bench } from "./report";
import { takeTurns, type Measure } from "./turns";

const mostTimes = 2;

/**
 * "Who will not get it and why" before a campaign is sent: the whole funnel of the review page, with
 * the parts of its reasons, in turns with one scan of the contacts. The mail prints a name and two
 * properties without a fallback (`--name-only`: the name). Each round's numbers are held against a
 * plain count by the rules.
 */
export const benchAudience: Bench = async (flags) => {
  const database = await startDatabase();
  try {
    const people = flags.count("recipients", 1_000_000);
    const fields = flags.has("name-only") ? ["name"] : ["name", "grade", "points"];
    return await run(database.pid, { people, fields, rounds: flags.count("rounds", 5) });
  } finally {
    await (await import("@/db")).pool.end();
    await database.stop();
  }
};

async function run(
  postgres: number,
  { people, fields, rounds }: { people: number; fields: string[]; rounds: number },
): ReturnType<Bench> {
  const { topicId, segmentId } = await createPeople(people);
  const expected = await expectedFunnel();
  const problems: string[] = [];
  const count = await prepareCount({ topicId, segmentId }, fields);
  const scan = await prepareScan(fields);
  const ours = async (): Promise<void> => {
    const found = await count();
    if (!isSame(found, expected))
      problems.push(`counted ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  };
  await ours();
  await scan();
  const turns = await takeTurns(
    rounds,
    { ours: () => measure(postgres, ours), bare: () => measure(postgres, scan) },
    { onRound: tell },
  );
  const times = turns.ours.seconds / turns.bare.seconds;
  if (times > mostTimes) problems.push(`${times.toFixed(2)} times one scan of the contacts`);
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  return {
    report: toReport(
      { name: "audience", yardstick: "one scan of the contacts", items: people, peakRssMb },
      turns,
    ),
    details: [
      ["times one scan", times.toFixed(2)],
      ["fields that the mail prints", fields.join(", ")],
      ["the review's numbers after, ms", (turns.ours.seconds * 1000).toFixed(0)],
      ...Object.entries(expected).map(([reason, n]): [string, string] => [reason, String(n)]),
    ],
    problems,
  };
}

/** The funnel of a campaign to a segment of everybody. */
async function prepareCount({ topicId, segmentId }: BenchAudience, requiredFields: string[]) {
  const { defineAudience } = await import("@/lib/delivery/audience");
  const { reviewAudience } = await import("@/lib/campaign-audience");
  const definition = await defineAudience(
    { kind: "marketing", topicId, segmentIds: [segmentId], excludedSegmentIds: [] },
    { requiredFields },
  );
  return async (): Promise<Record<string, number>> => {
    const { willGet, skipped } = await reviewAudience(definition);
    return {
      will_get: willGet,
      ...Object.fromEntries(skipped.map(({ reason, count }) => [reason, count])),
    };
  };
}

/** The yardstick looks at what segment, mail and suppressions ask of each contact, and at nothing else. */
async function prepareScan(fields: string[]): Promise<() => Promise<void>> {
  const { db } = await import("@/db");
  const { fieldIsBlank } = await import("@/lib/delivery/merge-data");
  const blanks = fields.map((field) => sql`count(*) filter (where ${fieldIsBlank(field)})`);
  return async () => {
    await db.execute(sql`
      select count(*), ${sql.join(blanks, sql`, `)}, count(*) filter (where email_normalized = '')
      from contacts where lower(source) = lower('import:1')`);
  };
}

function isSame(a: Record<string, number>, b: Record<string, number>): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => a[key] === b[key]);
}

/** Counted is the CPU of PostgreSQL, that of a parallel query's helpers too. */
async function measure(postgres: number, work: () => Promise<void>): Promise<Measure> {
  const before = cpuOf(postgres);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  return { seconds, cpuMs: Math.max(1, cpuOf(postgres) - before) };
}

function cpuOf(postgres: number): number {
  return listProcesses()
    .filter(({ pid, parent }) => pid === postgres || parent === postgres)
    .reduce((sum, one) => sum + one.cpuMs + (one.pid === postgres ? one.endedCpuMs : 0), 0);
}

function tell(round: number, ours: Measure, bare: Measure): void {
  const ms = ({ seconds }: Measure) => `${(seconds * 1000).toFixed(0)} ms`;
  process.stderr.write(`round ${round}: ours ${ms(ours)}; one scan ${ms(bare)}\n`);
}
