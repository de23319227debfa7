import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { planRecipients } from "@/lib/delivery/plan";
import { controlJob } from "@/lib/domain/send-job";
import { runImport } from "@/lib/imports/run";
import { log } from "@/lib/log";

/** Time kept for the last chunk and the message that asks for the rest. */
const reserveMs = 15_000;

/** The long jobs, each restartable: planning a campaign's recipients, running an import. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserveMs;
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  for (const record of event.Records) {
    try {
      const job = controlJob.parse(JSON.parse(record.body));
      if (job.type === "plan") await planRecipients(job.campaignId, { deadline });
      else await runImport(job.importId);
    } catch (error) {
      log.error({ messageId: record.messageId, error }, "control job failed, will be tried again");
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
