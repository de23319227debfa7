import { asc, sql } from "drizzle-orm";
import { db } from "@/db";
import { heartbeats } from "@/db/schema/sending";
import { countOutstanding } from "@/lib/aws/sqs";
import { log } from "@/lib/log";

/** A queue that hangs must not keep the page that says so from opening. */
const queueTimeoutMs = 2_000;

/** A process that reports in; late when it has not for three minutes. */
export type Heartbeat = { role: string; at: Date; isLate: boolean };

export type SystemStatus = {
  databaseVersion: string;
  heartbeats: Heartbeat[];
  /** Wake-ups that wait; undefined when the queue does not answer. */
  queues: { name: "send" | "transactional"; waiting: number | undefined }[];
};

/** What an operator looks at first when mails do not leave. */
export async function readSystemStatus(): Promise<SystemStatus> {
  const { rows } = await db.execute<{ version: string }>(
    sql`select current_setting('server_version') as version`,
  );
  const beats = await db
    .select({
      role: heartbeats.role,
      at: heartbeats.at,
      isLate: sql<boolean>`${heartbeats.at} < now() - interval '3 minutes'`,
    })
    .from(heartbeats)
    .orderBy(asc(heartbeats.role));
  const names = ["send", "transactional"] as const;
  const queues = await Promise.all(
    names.map(async (name) => ({ name, waiting: await countOrNothing(name) })),
  );
  return { databaseVersion: rows[0]?.version ?? "", heartbeats: beats, queues };
}

async function countOrNothing(queue: "send" | "transactional"): Promise<number | undefined> {
  try {
    return await countOutstanding(queue, { timeoutMs: queueTimeoutMs });
  } catch (error) {
    // The page is there to show that a queue does not answer, not to fail with it.
    log.warn({ err: error, queue }, "a queue did not answer");
    return undefined;
  }
}
