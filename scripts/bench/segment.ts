import { sql } from "drizzle-orm";
import { startDatabase } from "./database";
import { toReport, type Bench } from "./report";
import { measuredRules, type MeasuredRule } from "./segment-rules";
import { createSegmentWorld, type SegmentWorld } from "./segment-world";
import { median, measureHere, type Measure } from "./turns";

const mostTimes = 1.3;
const mostMs = 300;

/**
 * Counting segments: twelve typical rules, each in turns with the shortest SQL that we could write by
 * hand for it, on the same tables. The figures are the p95 over all counts of all rules.
 */
export const benchSegment: Bench = async (flags) => {
  const contacts = flags.count("contacts", 1_000_000);
  const recipients = flags.count("recipients", 20 * contacts);
  const database = await startDatabase();
  try {
    const world = await createSegmentWorld(contacts, recipients);
    return await measureRules(world, flags.count("rounds", 5));
  } finally {
    await (await import("@/db")).pool.end();
    await database.stop();
  }
};

export async function measureRules(world: SegmentWorld, rounds: number): ReturnType<Bench> {
  const problems: string[] = [];
  const timings = [];
  for (const measured of measuredRules(world)) {
    const timing = await measureRule(measured, rounds);
    if (timing.fitting !== timing.byHand)
      problems.push(`${measured.name}: ${timing.fitting}, by hand ${timing.byHand}`);
    timings.push({ name: measured.name, ...timing });
  }
  const ours = p95(timings.flatMap((timing) => timing.ours));
  const bare = p95(timings.flatMap((timing) => timing.bare));
  const times = ours.seconds / bare.seconds;
  if (times > mostTimes) problems.push(`p95 is ${times.toFixed(2)} times that of hand-written SQL`);
  if (ours.seconds * 1000 > mostMs) problems.push(`p95 is ${ms(ours.seconds)} ms`);
  return {
    report: toReport(
      {
        name: "segment",
        yardstick: "SQL by hand",
        items: world.contacts,
        peakRssMb: process.resourceUsage().maxRSS / 1024,
      },
      { ours, bare, rounds: [] },
    ),
    details: [
      ["p95, ms", `${ms(ours.seconds)}; by hand ${ms(bare.seconds)}`],
      ["estimate, p95, ms", ms(p95(timings.map(({ estimate }) => estimate)).seconds)],
      ["estimate, most off", `${worst(timings, world)} % of everybody`],
      ...timings.map((timing): [string, string] => [
        timing.name,
        `${ms(medianOf(timing.ours))} ms; by hand ${ms(medianOf(timing.bare))} ms; ` +
          `estimate ${ms(timing.estimate.seconds)} ms; ${timing.fitting}`,
      ]),
    ],
    problems,
  };
}

async function measureRule({ rule, byHand }: MeasuredRule, rounds: number) {
  const { db } = await import("@/db");
  const { countSegment, estimateSegmentNow } = await import("@/lib/segment-count");
  const { expectMemory } = await import("@/lib/count-planner");
  // With the same settings, else ours would win by what anybody may set.
  const countByHand = async () =>
    await db.transaction(async (tx) => {
      await expectMemory(tx);
      const { rows } = await tx.execute<{ count: string }>(sql`${byHand}`);
      return Number(rows[0]?.count);
    });
  const [fitting, counted] = [await countSegment(rule), await countByHand()]; // the warm-up
  const ours: Measure[] = [];
  const bare: Measure[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    ours.push(await measureHere(async () => void (await countSegment(rule))));
    bare.push(await measureHere(async () => void (await countByHand())));
  }
  let estimated: number | undefined;
  const estimate = await measureHere(
    async () => void (estimated = (await estimateSegmentNow(rule))?.count),
  );
  return { ours, bare, fitting, byHand: counted, estimate, estimated };
}

type Timing = Awaited<ReturnType<typeof measureRule>>;

function worst(timings: Timing[], { contacts }: SegmentWorld): string {
  const off = timings.map(({ estimated, fitting }) => Math.abs((estimated ?? fitting) - fitting));
  return ((100 * Math.max(...off)) / contacts).toFixed(2);
}

/** The smallest that 95 of a hundred are not above. */
function p95(measures: Measure[]): Measure {
  const sorted = measures.toSorted((a, b) => a.seconds - b.seconds);
  const found = sorted[Math.ceil(sorted.length * 0.95) - 1];
  if (!found) throw new Error("Nothing was measured.");
  return found;
}

function medianOf(measures: Measure[]): number {
  return median(measures.map(({ seconds }) => seconds));
}

function ms(seconds: number): string {
  return (seconds * 1000).toFixed(0);
}
