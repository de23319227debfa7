import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { sendBatch } from "@/lib/delivery/send";
import type { Lane } from "@/lib/delivery/lanes";
import { type SendJob, sendJob } from "@/lib/domain/send-job";
import { emitMetrics } from "@/lib/emf";
import { requireEnv } from "@/lib/env";
import { log } from "@/lib/log";

/** Time kept for recording results before Lambda ends the function. */
const reserveMs = 3_000;

/** Both wake-up queues: one message a recipient. The rows know what is done; messages only wake. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserveMs;
  for (const [lane, jobs] of byLane(event.Records)) {
    const startedAt = performance.now();
    const { sent, refused, throttled, inDoubt } = await sendBatch(jobs, { lane, deadline });
    emitMetrics(
      { Lane: lane },
      {
        Sent: sent,
        Refused: refused,
        Throttled: throttled,
        InDoubt: inDoubt,
        DurationMs: Math.round(performance.now() - startedAt),
      },
    );
  }
  return { batchItemFailures: [] };
}

function byLane(records: SQSRecord[]): Map<Lane, SendJob[]> {
  const lanes = new Map<Lane, SendJob[]>();
  for (const record of records) {
    const job = parseJob(record);
    if (!job) continue;
    const lane = isOfQueue(record, requireEnv("TRANSACTIONAL_QUEUE_URL"))
      ? "transactional"
      : "campaign";
    lanes.set(lane, [...(lanes.get(lane) ?? []), job]);
  }
  return lanes;
}

/** A queue's ARN and its URL end with the same name. */
function isOfQueue(record: SQSRecord, url: string): boolean {
  return record.eventSourceARN.split(":").at(-1) === url.split("/").at(-1);
}

/** A message that is no send job can never become one: it is dropped, its mates go on. */
function parseJob(record: SQSRecord): SendJob | undefined {
  try {
    return sendJob.parse(JSON.parse(record.body));
  } catch (error) {
    log.error({ messageId: record.messageId, error }, "poison message dropped");
    return undefined;
  }
}
