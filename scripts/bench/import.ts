import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { closeLedger } from "@/scripts/rig/ledger";
import { startSystem, type BenchSystem } from "@/scripts/rig/system";
import { controlPeakMb, measureControl } from "./control-cpu";
import { expectedCounts, importFile } from "./import-file";
import { toReport, type Bench } from "./report";
import { takeTurns, type Measure } from "./turns";

const mostMemoryMb = 300;
const leastPerSecond = 20_000;
const mostTimes = 3;

/**
 * A customer list with six properties from pressing "import" until it is done, in the handler that
 * does it in production, in turns with one bare COPY of the contacts that came of it into an empty
 * table with the same indexes. Three rows in a hundred are refused and some repeat. `--with-consent`
 * subscribes everybody to a topic too, with the evidence: two more rows a person.
 */
export const benchImport: Bench = async (flags) => {
  const rows = flags.count("rows", 1_000_000);
  const system = await startSystem();
  try {
    // What is imported from lib/ reads the settings once: they must be there before.
    Object.assign(process.env, system.settings);
    return await run({
      system,
      rows,
      rounds: flags.count("rounds", 1),
      withTopic: flags.has("with-consent"),
    });
  } finally {
    await closeLedger();
    await system.stop();
  }
};

type Plan = { system: BenchSystem; rows: number; rounds: number; withTopic: boolean };

async function run({ system, rows, rounds, withTopic }: Plan): ReturnType<Bench> {
  const problems: string[] = [];
  const uploads: number[] = [];
  const topicId = withTopic ? await createTopic() : null;
  const copy = path.join(tmpdir(), `letterpress-bench-import-${process.pid}.copy`);
  const ours = async (): Promise<Measure> => {
    await emptyAudience();
    const uploadStart = performance.now();
    const id = await uploadFile(rows, topicId);
    uploads.push((performance.now() - uploadStart) / 1000);
    await settle();
    const measured = await measureControl(system, () => importNow(id));
    problems.push(...(await wrongCounts(id, rows)));
    await writeCopyFile(copy);
    return measured;
  };
  const bare = async (): Promise<Measure> => {
    await settle();
    return measureControl(system, () => copyContacts(copy));
  };
  try {
    const turns = await takeTurns(rounds, { ours, bare }, { onRound: tell(rows) });
    const peakRssMb = controlPeakMb(system);
    const report = toReport(
      { name: "import", yardstick: "bare COPY, same indexes", items: rows, peakRssMb },
      turns,
    );
    const times = turns.ours.seconds / turns.bare.seconds;
    if (times > mostTimes) problems.push(`${times.toFixed(2)} times the bare COPY's time`);
    // With a topic, three rows are written for each of the file.
    const least = leastPerSecond / (withTopic ? 3 : 1);
    if (report.perSecond < least) problems.push(`fewer than ${least.toFixed(0)} rows/s`);
    if (peakRssMb > mostMemoryMb) problems.push(`the importer took more than ${mostMemoryMb} MB`);
    return {
      report,
      details: [
        ["times the bare COPY's time", times.toFixed(2)],
        ["upload before it, s", Math.max(...uploads).toFixed(1)],
        ["upload's process, MB", (process.resourceUsage().maxRSS / 1024).toFixed(0)],
        ["with consent for a topic", withTopic ? "yes" : "no: --with-consent"],
      ],
      problems,
    };
  } finally {
    rmSync(copy, { force: true });
  }
}

async function createTopic(): Promise<number> {
  const { rows } = await (
    await database()
  ).execute<{ id: string }>(sql`
    with brand as (insert into brands (name) values ('bench') returning id)
    insert into topics (brand_id, name) select id, 'News' from brand returning id`);
  return Number(rows[0]?.id);
}

async function database() {
  return (await import("@/db")).db;
}

async function emptyAudience(): Promise<void> {
  await (
    await database()
  ).execute(
    sql`truncate contacts, imports, import_contacts, consents, properties, subscriptions restart identity cascade`,
  );
}

/** What the round before left to be written is not this round's cost. */
async function settle(): Promise<void> {
  await (await database()).execute(sql`checkpoint`);
}

async function uploadFile(rows: number, topicId: number | null): Promise<number> {
  const { receiveUpload } = await import("@/lib/imports/upload");
  const { findImport, saveImportOptions } = await import("@/lib/imports/imports");
  const result = await receiveUpload(importFile(rows), { name: "customers.csv", userId: null });
  if (!result.ok) throw new Error(`The upload was refused: ${result.reason}.`);
  const found = await findImport(result.importId);
  if (!found) throw new Error("The import is gone.");
  await saveImportOptions(result.importId, {
    ...found.options,
    topicId,
    consentSource: "Sign-up form",
    consentDate: "2026-01-05",
  });
  return result.importId;
}

async function importNow(id: number): Promise<void> {
  const { startImport } = await import("@/lib/imports/imports");
  const started = await startImport(id, { userId: 1 });
  if (!started.ok) throw new Error(`The import did not start: ${started.reason}.`);
  const open = new Set(["queued", "running"]);
  while (open.has(await statusOf(id))) await sleep(100);
}

async function statusOf(id: number): Promise<string> {
  const { rows } = await (
    await database()
  ).execute<{ status: string }>(sql`select status from imports where id = ${id}`);
  return rows[0]?.status ?? "gone";
}

/** Everything must have come in, and nothing twice. */
async function wrongCounts(id: number, rows: number): Promise<string[]> {
  const { findImport } = await import("@/lib/imports/imports");
  const { contacts } = await import("@/db/schema/audience");
  const done = await findImport(id);
  const wanted = expectedCounts(rows);
  const found = {
    status: done?.status,
    rows: done?.rowsTotal,
    created: done?.rowsCreated,
    refused: done?.rowsRefused,
    repeated: done?.rowsRepeated,
    contacts: await (await database()).$count(contacts),
  };
  const expected = { status: "completed", rows, ...wanted, contacts: wanted.created };
  return Object.entries(expected).flatMap(([name, value]) =>
    found[name as keyof typeof found] === value // the same keys, by construction
      ? []
      : [`${name}: ${found[name as keyof typeof found]} instead of ${value}`],
  );
}

const columns =
  "email, email_normalized, name, first_name, last_name, phone, properties, source, created_at, updated_at";

async function writeCopyFile(file: string): Promise<void> {
  const { pool } = await import("@/db");
  const client = await pool.connect();
  try {
    const rows = client.query(
      copyTo(`copy (select ${columns} from contacts order by id) to stdout`),
    );
    await pipeline(rows, createWriteStream(file));
  } finally {
    client.release();
  }
}

async function copyContacts(file: string): Promise<void> {
  const { pool } = await import("@/db");
  const client = await pool.connect();
  try {
    await client.query("drop table if exists bench_contacts");
    await client.query("create table bench_contacts (like contacts including all)");
    const rows = client.query(copyFrom(`copy bench_contacts (${columns}) from stdin`));
    await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), rows);
  } finally {
    client.release();
  }
}

function tell(rows: number): (round: number, ours: Measure, bare: Measure) => void {
  const side = ({ seconds, cpuMs }: Measure): string =>
    `${seconds.toFixed(2)} s, ${(rows / seconds).toFixed(0)}/s, CPU ${(cpuMs / 1000).toFixed(1)} s`;
  return (round, ours, bare) =>
    void process.stderr.write(`round ${round}: ours ${side(ours)}; bare ${side(bare)}\n`);
}
