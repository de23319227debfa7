import { randomUUID } from "node:crypto";
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SesSettings } from "./options";

export type EventQueue = {
  /** Publishes up to ten bodies; says which were not taken. */
  publish(bodies: readonly string[]): Promise<{ failed: number[] }>;
  /** Changes when the queue was made anew; undefined while it cannot be reached. */
  identity(): Promise<string | undefined>;
  close(): void;
};

export function openEventQueue(settings: NonNullable<SesSettings["events"]>): EventQueue {
  const endpoint = settings.endpoint ?? new URL(settings.queueUrl).origin;
  const isLocal = endpoint.startsWith("http://");
  const client = new SQSClient({
    endpoint,
    maxAttempts: 1, // the publisher retries by itself, and knows what it has retried
    md5: false, // over loopback nothing is damaged on its way
    // A stand-in takes any credentials; the real SQS takes those of the environment.
    ...(isLocal
      ? { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } }
      : {}),
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  const wrap = settings.envelope === "sns" ? snsEnvelope : (body: string) => body;
  return {
    async publish(bodies) {
      const result = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: settings.queueUrl,
          Entries: bodies.map((body, index) => ({ Id: String(index), MessageBody: wrap(body) })),
        }),
      );
      return { failed: (result.Failed ?? []).map((entry) => Number(entry.Id)) };
    },
    async identity() {
      try {
        const answer = await client.send(
          new GetQueueAttributesCommand({
            QueueUrl: settings.queueUrl,
            AttributeNames: ["CreatedTimestamp"],
          }),
        );
        return answer.Attributes?.["CreatedTimestamp"] ?? "";
      } catch {
        return undefined; // not reachable or gone; asked again soon
      }
    },
    close: () => client.destroy(),
  };
}

function snsEnvelope(message: string): string {
  return JSON.stringify({
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: "arn:aws:sns:us-east-1:000000000000:letterpress-ses-events",
    Subject: "Amazon SES Email Event Notification",
    Message: message,
    Timestamp: new Date().toISOString(),
    SignatureVersion: "1",
  });
}
