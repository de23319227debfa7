import { sql } from "drizzle-orm";
import { listProcesses } from "@/scripts/rig/process-stats";
import type { BenchFlags } from "@/scripts/rig/flags";
import { createCrowd } from "./contact-crowd";
import { startDatabase } from "./database";
import { toReport, type Bench } from "./report";
import { median, type Measure } from "./turns";

/** The least a page of contacts can cost: fifty rows by their primary key, topics and blocks with them. */
const yardstick = "50 rows by primary key";
const rounds = 20;
const targetMs = 150;

type Case = { name: string; run: (round: number) => Promise<unknown> };

/** Every way into the list of contacts, as the server does it for one page. */
export const benchContacts: Bench = async (flags: BenchFlags) => {
  const count = flags.count("contacts", 1_000_000);
  const server = await startDatabase();
  try {
    process.stderr.write(`Making ${count} contacts …\n`);
    const crowd = await createCrowd(count);
    const cases = await listCases(count, crowd);
    const bare = await barePage(count);
    const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
    const yard: number[] = [];
    for (const { run } of cases) await run(0); // the first look of each fills the caches
    for (let round = 1; round <= rounds; round += 1) {
      yard.push(await clock(() => bare(round)));
      for (const { name, run } of cases) times.get(name)?.push(await clock(() => run(round)));
    }
    const all = [...times.values()].flat();
    const worst = Math.max(...[...times.values()].map(p95));
    const peakRssMb = readPeak(server.pid);
    const measure = (milliseconds: number): Measure => ({ seconds: milliseconds / 1000, cpuMs: 0 });
    const report = toReport(
      { name: "contacts", yardstick, items: 1, peakRssMb },
      { ours: measure(median(all)), bare: measure(median(yard)), rounds: [] },
    );
    return {
      report: {
        ...report,
        cpuMsPerItem: 0,
        yardstick: { ...report.yardstick, cpuMsPerItem: null },
        cpuRatio: null,
      },
      details: [
        [`${yardstick}, p50 / p95`, `${show(median(yard))} / ${show(p95(yard))}`],
        ...[...times].map(([name, found]): [string, string] => [
          name,
          `${show(median(found))} / ${show(p95(found))}`,
        ]),
      ],
      problems: worst > targetMs ? [`The slowest p95 is ${show(worst)}, over ${targetMs} ms.`] : [],
    };
  } finally {
    const { pool } = await import("@/db");
    await pool.end();
    await server.stop();
  }
};

async function listCases(
  count: number,
  { importId, topicIds }: Awaited<ReturnType<typeof createCrowd>>,
): Promise<Case[]> {
  const { search } = await import("@/lib/search");
  const [news, invited] = topicIds;
  const { list, tally } = await listing();
  const of = (words: string[]) => async (round: number) =>
    await list({ q: words[round % words.length] })();
  return [
    { name: "first page", run: list({}) },
    { name: "a page in the middle", run: list({}, { after: Math.floor(count / 2) }) },
    { name: "by address", run: list({}, { sort: "email" }) },
    { name: "name, two syllables", run: of(["길동", "민준", "서연", "하린", "채율"]) },
    { name: "name, whole", run: of(["홍길동", "김민준", "이서연", "박지우"]) },
    { name: "one syllable", run: of(["홍", "이", "솔", "뷁"]) },
    { name: "address, common", run: of(["naver", "gildong", "corp"]) },
    { name: "address, rare", run: of(["corp77.", "corp9001", "yuna.2a3", "doyun.fff"]) },
    { name: "phone", run: of(["010-1234", "5678", "1234-5678"]) },
    { name: "two words", run: of(["길동 corp", "민준 naver", "서연 5678"]) },
    { name: "two letters", run: of(["mi", "se", "qz"]) },
    { name: "no hit", run: of(["zzqxv", "뷁뷁", "nobody@nowhere"]) },
    { name: "search of the palette", run: async () => await search("길동", { role: "admin" }) },
    { name: "topic, nearly all", run: list({ topic: news }) },
    { name: "topic, the oldest few", run: list({ topic: invited }) },
    { name: "topic and word", run: list({ topic: invited, q: "길동" }) },
    { name: "suppressed", run: list({ suppressed: "yes" }) },
    { name: "unanswered", run: list({ state: "unanswered" }) },
    { name: "segment", run: list({ segment: await createSegmentOfGold() }) },
    { name: "import, an old one", run: list({ import: importId }) },
    { name: "count of a search", run: tally({ q: "길동" }) },
    { name: "count of everybody", run: tally({}) },
  ];
}

/** A page and its count, called as the page of the list calls them. */
async function listing() {
  const { listContacts } = await import("@/lib/contact-list");
  const { countQuickly } = await import("@/lib/contact-count");
  const { contactFilter } = await import("@/lib/domain/contact-filter");
  const scope = { mayReadAddresses: true };
  return {
    list:
      (given: Record<string, unknown>, options: { after?: number; sort?: "email" } = {}) =>
      async () =>
        await listContacts(contactFilter.parse(given), { ...scope, ...options }),
    tally: (given: Record<string, unknown>) => async () =>
      await countQuickly(contactFilter.parse(given), scope),
  };
}

async function createSegmentOfGold(): Promise<number> {
  const { db } = await import("@/db");
  const { createSegment } = await import("@/lib/segments");
  const { rows } = await db.execute<{ id: string }>(sql`insert into users (email, role)
    values ('bench@bench.test', 'admin') returning id`);
  const { id } = await createSegment({
    name: "골드",
    rule: {
      match: "all",
      rules: [{ field: "property", key: "grade", type: "text", test: { op: "is", value: "gold" } }],
    },
    userId: Number(rows[0]?.id),
  });
  return id;
}

/** The same rows with the same columns, by ids that somebody already has. */
async function barePage(count: number): Promise<(round: number) => Promise<unknown>> {
  const { db } = await import("@/db");
  return async (round) => {
    const first = Math.floor((count / rounds) * (round - 1)) + 1;
    const ids = Array.from({ length: 50 }, (_, place) => first + place);
    return await db.execute(sql`select c.*, array(select t.name from subscriptions s
        join topics t on t.id = s.topic_id where s.contact_id = c.id and s.status = 'subscribed'),
        array(select x.reason from suppressions x where x.email_normalized = c.email_normalized)
      from contacts c where c.id = any(${sql.param(ids)}::bigint[])`);
  };
}

async function clock(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
}

function readPeak(postmaster: number): number {
  const own = process.memoryUsage().rss / 2 ** 20;
  const backends = listProcesses().filter(({ parent }) => parent === postmaster);
  return Math.max(own, ...backends.map(({ peakRssMb }) => peakRssMb));
}

function show(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
