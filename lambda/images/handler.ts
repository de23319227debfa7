import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { imageJob } from "@/lib/domain/send-job";
import { processImage } from "@/lib/images/process";
import { log } from "@/lib/log";

/** Uploads made into what mails show. What a job cannot do is written to its row, and never thrown. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
  for (const record of event.Records) {
    try {
      const { imageId } = imageJob.parse(JSON.parse(record.body));
      await processImage(imageId);
    } catch (error) {
      log.error({ messageId: record.messageId, error }, "image job failed, will be tried again");
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
}
