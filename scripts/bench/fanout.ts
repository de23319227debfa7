import { setTimeout as sleep } from "node:timers/promises";
import { sql, type SQL } from "drizzle-orm";
import { readAccepts } from "./accepts";
import { measureControl } from "./control-cpu";
import { createAudience, createCampaign } from "@/scripts/rig/audience";
import { closeLedger, waitForRate } from "@/scripts/rig/ledger";
import { listProcesses } from "@/scripts/rig/process-stats";
import { toReport, type Bench } from "./report";
import { startSystem, type BenchSystem } from "@/scripts/rig/system";
import { takeTurns, type Measure } from "./turns";

/** Mails leave while the rest is planned, as fast as SES lets an account of this size. */
const defaultRate = 200;
const leastRatio = 0.5;
const firstMailSeconds = 5;
const mostMemoryMb = 300;

/**
 * From pressing send until every recipient of a large campaign is planned, in turns with one bare
 * INSERT…SELECT of the same rows into the same table. Sending goes on meanwhile; for the bare turn
 * the campaign is canceled first, and how long that takes to act is measured too.
 */
export const benchFanout: Bench = async (flags) => {
  const recipients = flags.count("recipients", 1_000_000);
  const maxSendRate = flags.count("rate", defaultRate);
  const system = await startSystem({ maxSendRate });
  try {
    // What is imported from lib/ reads the settings once: they must be there before.
    Object.assign(process.env, system.settings);
    const { promotionOfSize } = await import("./promotion");
    const compiled = await promotionOfSize(flags.bytes("size", 30 * 1024));
    const audience = await createAudience(recipients);
    await waitForRate(maxSendRate / 2);
    const newCampaign = (): Promise<number> => createCampaign(compiled, audience);
    return await run({ system, recipients, rounds: flags.count("rounds", 3), newCampaign });
  } finally {
    await closeLedger();
    await system.stop();
  }
};

type Plan = {
  system: BenchSystem;
  recipients: number;
  rounds: number;
  newCampaign: () => Promise<number>;
};

async function run({ system, recipients, rounds, newCampaign }: Plan): ReturnType<Bench> {
  const problems: string[] = [];
  const fanouts: Fanout[] = [];
  let planned = 0;
  const ours = async (): Promise<Measure> => {
    planned = await newCampaign();
    await settle();
    const fanout = await fanOut(planned, system);
    if (fanout.planned !== recipients)
      problems.push(`campaign ${planned}: ${fanout.planned} of ${recipients} planned`);
    fanouts.push(fanout);
    return fanout;
  };
  const bare = async (): Promise<Measure> => {
    const copy = await newCampaign();
    await settle();
    return measureControl(system, () => copyRows(planned, copy));
  };
  const turns = await takeTurns(rounds, { ours, bare }, { onRound: tell(recipients) });
  const slowest = (read: (fanout: Fanout) => number): number => Math.max(...fanouts.map(read));
  const memory = listMemory(system);
  const peakRssMb = Math.max(...memory.values());
  const report = toReport(
    { name: "fanout", yardstick: "bare INSERT…SELECT", items: recipients, peakRssMb },
    turns,
  );
  if (report.ratio < leastRatio) problems.push(`less than ${leastRatio} of the yardstick's rate`);
  if (slowest(({ firstMail }) => firstMail) > firstMailSeconds)
    problems.push(`a first mail left later than ${firstMailSeconds} s after pressing send`);
  if (peakRssMb > mostMemoryMb) problems.push(`a process took more than ${mostMemoryMb} MB`);
  return {
    report,
    details: [
      ["first mail after, s", slowest(({ firstMail }) => firstMail).toFixed(2)],
      ["mails meanwhile", String(Math.round(slowest(({ mails }) => mails)))],
      ["last mail after cancel, s", slowest(({ lastMail }) => lastMail).toFixed(2)],
      ["all canceled after, s", slowest(({ canceled }) => canceled).toFixed(2)],
      ...[...memory].map(([name, mb]): [string, string] => [`${name}, MB`, mb.toFixed(0)]),
      [
        "target",
        `ratio ${leastRatio}, first mail ${firstMailSeconds} s, ${mostMemoryMb} MB: ${problems.length > 0 ? "fail" : "pass"}`,
      ],
    ],
    problems,
  };
}

type Fanout = Measure & {
  planned: number;
  /** Seconds from pressing send to SES's first accept. */
  firstMail: number;
  mails: number;
  /** Seconds from pressing cancel to SES's last accept, and until no recipient waits. */
  lastMail: number;
  canceled: number;
};

async function fanOut(campaignId: number, system: BenchSystem): Promise<Fanout> {
  const { launchCampaign } = await import("@/lib/delivery/launch");
  const { cancelCampaign } = await import("@/lib/delivery/lifecycle");
  const acceptedAt = (): number[] =>
    readAccepts(system.sesFolder)
      .filter(({ tags }) => tags["campaign_id"] === String(campaignId))
      .map(({ at }) => Date.parse(at));
  const pressedAt = Date.now();
  const measured = await measureControl(system, async () => {
    const launched = await launchCampaign(campaignId, { userId: null });
    if (!launched.ok) throw new Error(`The campaign was not launched: ${launched.reason}.`);
    await until(sql`select fanout_finished_at is not null as done from campaigns
      where id = ${campaignId}::bigint`);
  });
  while (acceptedAt().length === 0) await sleep(100); // so that a cancel has something to stop
  const sent = acceptedAt();
  const canceledAt = Date.now();
  await cancelCampaign(campaignId, { userId: 1 });
  await until(sql`select not exists (select 1 from recipients
      where campaign_id = ${campaignId}::bigint and status = 'queued')
    and not exists (select 1 from recipients
      where campaign_id = ${campaignId}::bigint and status = 'sending') as done`);
  const canceled = (Date.now() - canceledAt) / 1000;
  const { planned } = await readOne<{ planned: number }>(sql`
    select count(*)::int as planned from recipients where campaign_id = ${campaignId}::bigint`);
  return {
    ...measured,
    planned,
    firstMail: (Math.min(...sent) - pressedAt) / 1000,
    mails: sent.length,
    lastMail: Math.max(0, ...acceptedAt().map((at) => (at - canceledAt) / 1000)),
    canceled,
  };
}

/** What was left to be written must not be written beside one of the two. */
async function settle(): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`checkpoint`);
}

/**
 * The yardstick: what the fan-out wrote, read back and written once more in one statement, for a
 * campaign that stays a draft: nobody sends, counts or cancels its rows beside the next turn.
 */
async function copyRows(from: number, to: number): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`
    insert into recipients
      (campaign_id, contact_id, kind, email, email_normalized, name, mailbox_group, priority, status)
    select ${to}::bigint, contact_id, kind, email, email_normalized, name, mailbox_group, priority,
      'queued'
    from recipients where campaign_id = ${from}::bigint order by contact_id`);
}

/** The peak of every process; this one stands for the web server that took the press. */
function listMemory({ pids }: BenchSystem): Map<string, number> {
  const memory = new Map<string, number>();
  for (const { pid, parent, peakRssMb, sharedMb, command } of listProcesses()) {
    const handler = /dist\/lambda\/([a-z-]+)\//.exec(command)?.[1];
    const name = new Map([
      [process.pid, "who pressed send"],
      [pids.runner, "runner"],
      [pids.ses, "local SES"],
      [pids.sqs, "local SQS"],
    ]).get(pid);
    if (name) note(name, peakRssMb);
    else if (parent === pids.runner) note(handler ?? "handler", peakRssMb);
    else if (parent === pids.postgres) note("PostgreSQL, its buffers aside", peakRssMb - sharedMb);
  }
  return memory;

  function note(name: string, mb: number): void {
    memory.set(name, Math.max(memory.get(name) ?? 0, mb));
  }
}

const pollMs = 100; // rare enough to cost nothing beside what is measured

async function until(question: SQL): Promise<void> {
  while (!(await readOne<{ done: boolean }>(question)).done) await sleep(pollMs);
}

async function readOne<Row extends Record<string, unknown>>(query: SQL) {
  const { db } = await import("@/db");
  const { rows } = await db.execute<Row>(query);
  const [row] = rows;
  if (!row) throw new Error("The query returned no row.");
  return row;
}

function tell(recipients: number): (round: number, ours: Measure, bare: Measure) => void {
  const side = ({ seconds }: Measure): string =>
    `${seconds.toFixed(2)} s, ${(recipients / seconds).toFixed(0)}/s`;
  return (round, ours, bare) =>
    void process.stderr.write(`round ${round}: ours ${side(ours)}; bare ${side(bare)}\n`);
}
