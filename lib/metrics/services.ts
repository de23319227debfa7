import { sql } from "drizzle-orm";
import { db } from "@/db";
import {
  countGivenUp,
  type QueueDepth,
  type QueueName,
  queueNames,
  readQueue,
} from "@/lib/aws/sqs";
import { countPoison } from "@/lib/delivery/poison";
import type { Metric } from "@/lib/domain/prometheus";
import { log } from "@/lib/log";

/** A queue that does not answer must not keep the other numbers back. */
const queueTimeoutMs = 2_000;

/** The queues, asked one by one: those that do not answer are told apart, not guessed. */
export async function measureQueues(): Promise<Metric[]> {
  const depths = await Promise.all(
    queueNames.map(async (queue) => ({
      queue,
      depth: await askQueue(queue).catch((error: unknown) => {
        log.warn({ error, queue }, "a queue did not answer");
        return undefined;
      }),
    })),
  );
  return [
    {
      name: "letterpress_queue_up",
      help: "1 when the queue answered, 0 when it did not.",
      type: "gauge",
      samples: depths.map(({ queue, depth }) => ({ labels: { queue }, value: depth ? 1 : 0 })),
    },
    {
      name: "letterpress_queue_messages",
      help: "Messages on the queue as SQS approximates them: visible, delayed, in flight.",
      type: "gauge",
      samples: depths.flatMap(({ queue, depth }) =>
        depth
          ? [
              { labels: { queue, state: "visible" }, value: depth.visible },
              { labels: { queue, state: "delayed" }, value: depth.delayed },
              { labels: { queue, state: "in_flight" }, value: depth.inFlight },
            ]
          : [],
      ),
    },
    {
      name: "letterpress_queue_given_up_messages",
      help: "Messages that the queue moved away because no handler could finish them.",
      type: "gauge",
      samples: depths.flatMap(({ queue, depth }) =>
        depth && queue !== "dead_letter" ? [{ labels: { queue }, value: depth.givenUp }] : [],
      ),
    },
  ];
}

async function askQueue(queue: QueueName): Promise<QueueDepth & { givenUp: number }> {
  const patience = { timeoutMs: queueTimeoutMs };
  const [depth, givenUp] = await Promise.all([
    readQueue(queue, patience),
    countGivenUp(queue, patience),
  ]);
  return { ...depth, givenUp };
}

/** Messages that no handler could read, set aside as evidence. */
export async function measurePoison(): Promise<Metric[]> {
  return [
    {
      name: "letterpress_unreadable_messages",
      help: "Queue messages of the last day that nobody could read and that were set aside.",
      type: "gauge",
      samples: [{ value: await countPoison() }],
    },
  ];
}

export async function measureHeartbeats(): Promise<Metric[]> {
  const { rows } = await db.execute<{ role: string; age: number }>(
    sql`select role, greatest(0, extract(epoch from now() - at))::float8 as age from heartbeats order by role`,
  );
  return [
    {
      name: "letterpress_heartbeat_age_seconds",
      help: "Since when a tick has not reported; it does every second, on AWS every minute.",
      type: "gauge",
      samples: rows.map(({ role, age }) => ({ labels: { role }, value: age })),
    },
  ];
}
