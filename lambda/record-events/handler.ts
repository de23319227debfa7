import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { recordEvents } from "@/lib/delivery/events";
import { keepPoison, type PoisonMessage } from "@/lib/delivery/poison";
import { parseSesEvent, type SesEvent } from "@/lib/domain/ses-event";
import { isGreeting } from "@/lib/domain/ses-json";
import { emitMetrics } from "@/lib/emf";
import { log } from "@/lib/log";

/** SES's reports, through SNS, EventBridge or straight: stored together, each once. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const startedAt = Date.now();
  const events: SesEvent[] = [];
  const poison: PoisonMessage[] = [];
  for (const { messageId, body } of event.Records) {
    const parsed = parseSesEvent(body);
    if (parsed) events.push(parsed);
    else if (!isGreeting(body)) poison.push({ messageId, body, reason: "not an SES event" });
  }
  if (poison.length > 0) log.error({ count: poison.length }, "not events of SES, set aside");
  await keepPoison(poison);
  await recordEvents(events);
  emitMetrics(
    { Handler: "record-events" },
    { Events: events.length, Poison: poison.length, DurationMs: Date.now() - startedAt },
  );
  return { batchItemFailures: [] };
}
