import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { recordEvents } from "@/lib/delivery/events";
import { parseSesEvent } from "@/lib/domain/ses-event";
import { log } from "@/lib/log";

/** SES's reports, through SNS or straight: stored together, each once. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const events = event.Records.flatMap((record) => {
    const parsed = parseSesEvent(record.body);
    if (!parsed) log.error({ messageId: record.messageId }, "not an SES event, dropped");
    return parsed ? [parsed] : [];
  });
  await recordEvents(events);
  return { batchItemFailures: [] };
}
