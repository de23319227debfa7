import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { queueSettings, type QueueName } from "@/local/queues";

export type Queues = {
  put(queue: QueueName, bodies: readonly string[]): Promise<void>;
  purge(queue: QueueName): Promise<void>;
  countAll(queue: QueueName): Promise<number>;
  /** Messages that were received too often. */
  countPoison(): Promise<number>;
  /** Takes everything off a queue. */
  drain(queue: QueueName): Promise<string[]>;
  /** Messages that the local SQS handed out twice, and never. */
  countStruck(): Promise<{ duplicate: number; lose: number }>;
  close(): void;
};

export function openQueues(settings: NodeJS.ProcessEnv): Queues {
  const sqs = new SQSClient({});
  const urlOf = (queue: QueueName): string => settings[queueSettings[queue]] ?? "";
  return {
    async put(queue, bodies) {
      for (let from = 0; from < bodies.length; from += 10)
        await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: urlOf(queue),
            Entries: bodies
              .slice(from, from + 10)
              .map((MessageBody, index) => ({ Id: String(index), MessageBody })),
          }),
        );
    },
    async purge(queue) {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf(queue) }));
    },
    countAll: async (queue) => await countMessages(sqs, urlOf(queue)),
    countPoison: async () =>
      await countMessages(sqs, urlOf("events").replace(/[^/]+$/, "letterpress-poison")),
    async drain(queue) {
      const bodies: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: urlOf(queue), MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return bodies;
        bodies.push(...Messages.map(({ Body }) => Body ?? ""));
        await sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: urlOf(queue),
            Entries: Messages.map(({ ReceiptHandle }, index) => ({
              Id: String(index),
              ReceiptHandle,
            })),
          }),
        );
      }
    },
    async countStruck() {
      const response = await fetch(new URL("/faults", urlOf("send")));
      const struck: { duplicate: number; lose: number } = await response.json();
      return struck;
    },
    close: () => sqs.destroy(),
  };
}

async function countMessages(sqs: SQSClient, url: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return Object.values(Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
}
