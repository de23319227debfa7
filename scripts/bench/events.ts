import { sql } from "drizzle-orm";
import { parseSesEvent, type SesEvent } from "@/lib/domain/ses-event";
import { type BenchDatabase, startDatabase } from "./database";
import { eventBatches, type SentMail, toRecords } from "./event-stream";
import { listProcesses } from "@/scripts/rig/process-stats";
import { type Bench, toReport } from "./report";
import { type Measure, takeTurns } from "./turns";

const rounds = 3;
/** As the event source mapping hands them over (local/lambda-runner/plan.ts). */
const batchSize = 500;

/**
 * The real handler, fed with ready SQS batches of SES's reports on a sent campaign, in turns with a
 * bare `INSERT … SELECT unnest(…)` of the same rows into an empty copy of the table with its indexes.
 * What makes the messages is not measured.
 */
export const benchEvents: Bench = async (flags) => {
  const items = flags.count("events", 100_000);
  const database = await startDatabase();
  try {
    process.env["LOG_LEVEL"] ??= "warn";
    return await run(database, { items, batch: flags.count("batch", batchSize) });
  } finally {
    const { pool } = await import("@/db");
    await pool.end();
    await database.stop();
  }
};

type Plan = { items: number; batch: number };

async function run(database: BenchDatabase, { items, batch }: Plan): ReturnType<Bench> {
  const { handler } = await import("@/lambda/record-events/handler");
  const meter = createMeter(database);
  const problems: string[] = [];
  let bytes = 0;

  async function ours(count: number): Promise<Measure> {
    const campaignId = await sendCampaign(count);
    const mails = await listMails(campaignId);
    meter.start();
    for (const bodies of eventBatches(mails, { count, batch })) {
      bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0) / bodies.length;
      const event = { Records: toRecords(bodies) };
      await meter.measure(async () => void (await handler(event)));
    }
    const measured = meter.stop();
    problems.push(...(await check(campaignId, count)));
    return measured;
  }

  async function bare(count: number): Promise<Measure> {
    const mails = await listMails(await sendCampaign(count));
    await makeCopy();
    meter.start();
    for (const bodies of eventBatches(mails, { count, batch })) {
      const rows = bodies.flatMap((body) => parseSesEvent(body) ?? []);
      await meter.measure(async () => await insertBare(rows));
    }
    return meter.stop();
  }

  await ours(Math.min(items, 5_000));
  await bare(Math.min(items, 5_000));
  const turns = await takeTurns(rounds, { ours: () => ours(items), bare: () => bare(items) });
  const peakRssMb = process.resourceUsage().maxRSS / 1024;
  return {
    report: toReport({ name: "events", yardstick: "bare unnest INSERT", items, peakRssMb }, turns),
    details: [
      ["reports a batch", String(batch)],
      ["bytes a message", bytes.toFixed(0)],
      ...turns.rounds.map(describeRound),
    ],
    problems,
  };
}

function describeRound(round: { ours: Measure; bare: Measure }, n: number): [string, string] {
  return [
    `round ${n + 1}, s`,
    `${round.ours.seconds.toFixed(1)} / ${round.bare.seconds.toFixed(1)}`,
  ];
}

/** A campaign whose mails SES has just accepted; about 2.04 reports a mail. */
async function sendCampaign(reports: number): Promise<number> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ id: string }>(sql`
    insert into campaigns (brand_id, name, status, started_at) values (1, 'Bench', 'sending', now())
    returning id`);
  const id = Number(rows[0]?.id);
  await db.execute(sql`
    insert into recipients (campaign_id, contact_id, kind, email, email_normalized, name, status,
      attempt_id, attempt_no, claimed_at, sent_at, ses_message_id, resolved_by, merge_data, bytes)
    select ${id}::bigint, n, 'marketing', 'customer' || n || '@example.test',
      'customer' || n || '@example.test', '고객 ' || n, 'sent', gen_random_uuid(), 1, now(), now(),
      '0100019' || md5(${id} || ':' || n) || '-000000', 'api', '{"name": "고객"}', 30000
    from generate_series(1, ${Math.ceil(reports / 1.95)}::int) n`);
  await db.execute(sql`vacuum analyze recipients`);
  return id;
}

async function listMails(campaignId: number): Promise<SentMail[]> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{
    id: string;
    attempt_id: string;
    message_id: string;
    at: string;
  }>(sql`
    select id, attempt_id, ses_message_id as message_id, sent_at as at from recipients
    where campaign_id = ${campaignId}::bigint order by id`);
  return rows.map((row, n) => ({
    campaignId,
    recipientId: Number(row.id),
    attemptId: row.attempt_id,
    messageId: row.message_id,
    at: Date.parse(row.at) + n, // a thousand a second
  }));
}

async function makeCopy(): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`drop table if exists bare_events`);
  await db.execute(sql`create table bare_events (like email_events including all)`);
}

async function insertBare(rows: SesEvent[]): Promise<void> {
  const { db } = await import("@/db");
  await db.execute(sql`
    insert into bare_events (dedupe_key, type, campaign_id, recipient_id, attempt_id,
      ses_message_id, occurred_at, payload)
    select * from unnest(
      ${sql.param(rows.map((row) => row.dedupeKey))}::text[],
      ${sql.param(rows.map((row) => row.type))}::email_event_type[],
      ${sql.param(rows.map((row) => row.campaignId))}::bigint[],
      ${sql.param(rows.map((row) => row.recipientId))}::bigint[],
      ${sql.param(rows.map((row) => row.attemptId))}::uuid[],
      ${sql.param(rows.map((row) => row.sesMessageId))}::text[],
      ${sql.param(rows.map((row) => row.occurredAt.toISOString()))}::timestamptz[],
      ${sql.param(rows.map((row) => row.json))}::jsonb[])`);
}

/** Every report stored once, and what it said in the ledger. */
async function check(campaignId: number, count: number): Promise<string[]> {
  const { db } = await import("@/db");
  const { rows } = await db.execute<{ stored: number; missing: number }>(sql`
    select (select count(*)::int from email_events e where e.campaign_id = ${campaignId}::bigint) as stored,
      (select count(*)::int from email_events e join recipients r
        on r.campaign_id = e.campaign_id and r.id = e.recipient_id
        where e.campaign_id = ${campaignId}::bigint
          and ((e.type = 'delivery' and r.delivered_at is null)
            or (e.type = 'bounce' and r.bounced_at is null)
            or (e.type = 'complaint' and r.complained_at is null))) as missing`);
  const [found] = rows;
  const problems: string[] = [];
  if (found?.stored !== count) problems.push(`${found?.stored} of ${count} reports were stored`);
  if (found?.missing !== 0) problems.push(`${found?.missing} reports are not in the ledger`);
  return problems;
}

/** Adds up pieces of work: their time, and the CPU of this process and PostgreSQL. */
function createMeter({ pid }: BenchDatabase) {
  let seconds = 0;
  let cpuMs = 0;
  let postgresBefore = 0;
  const postgres = () =>
    listProcesses()
      .filter((entry) => entry.pid === pid || entry.parent === pid)
      .reduce((sum, entry) => sum + entry.cpuMs, 0);
  return {
    start(): void {
      seconds = 0;
      cpuMs = 0;
      postgresBefore = postgres();
    },
    async measure(work: () => Promise<void>): Promise<void> {
      const cpu = process.cpuUsage();
      const start = performance.now();
      await work();
      seconds += (performance.now() - start) / 1000;
      const used = process.cpuUsage(cpu);
      cpuMs += (used.user + used.system) / 1000;
    },
    stop: (): Measure => ({ seconds, cpuMs: cpuMs + postgres() - postgresBefore }),
  };
}
