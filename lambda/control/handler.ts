import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { runBulkAction } from "@/lib/bulk-run";
import { planRecipients } from "@/lib/delivery/plan";
import { type ControlJob, controlJob } from "@/lib/domain/send-job";
import { searchDuplicates } from "@/lib/duplicate-search";
import { searchErased } from "@/lib/erasure-search";
import { runImport } from "@/lib/imports/run";
import { log } from "@/lib/log";

/** Time kept for the last chunk and the message that asks for the rest. */
const reserveMs = 15_000;

/** The long jobs, each restartable: it goes on where the last call of it came to. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - reserveMs;
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  for (const record of event.Records) {
    try {
      const job = controlJob.parse(JSON.parse(record.body));
      await run(job, deadline);
    } catch (error) {
      log.error({ messageId: record.messageId, error }, "control job failed, will be tried again");
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}

async function run(job: ControlJob, deadline: number): Promise<void> {
  switch (job.type) {
    case "plan":
      return planRecipients(job.campaignId, { deadline });
    case "import":
      return void (await runImport(job.importId));
    case "bulk":
      return void (await runBulkAction(job.bulkActionId, { deadline }));
    case "erase":
      return searchErased(job.erasureId, { deadline });
    case "duplicates":
      return searchDuplicates(job.key);
  }
}
