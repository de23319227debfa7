/**
 * The queues and who reads them: one table for the local SQS, the Lambda runner and the tests.
 * A queue hides a received message for six times its reader's timeout, as AWS asks for.
 */
export const queueNames = [
  "send",
  "transactional",
  "control",
  "events",
  "images",
  "dead-letter",
] as const;
export type QueueName = (typeof queueNames)[number];

/** The settings through which the product learns where its queues are. */
export const queueSettings = {
  send: "SEND_QUEUE_URL",
  transactional: "TRANSACTIONAL_QUEUE_URL",
  control: "CONTROL_QUEUE_URL",
  events: "EVENTS_QUEUE_URL",
  images: "IMAGES_QUEUE_URL",
  "dead-letter": "DEAD_LETTER_QUEUE_URL",
} as const satisfies Record<QueueName, string>;

export type QueueUrls = Record<(typeof queueSettings)[QueueName], string>;

/**
 * How long one invocation of a queue's reader may take; nobody of ours reads dead letters. An import
 * writes its rows in one go, so its reader gets the most that Lambda gives; whatever was in the hands
 * of a reader that died is put on the queue again long before its message is visible.
 */
export const readerTimeoutSeconds: Record<QueueName, number> = {
  send: 30,
  transactional: 30,
  control: 900,
  events: 30,
  images: 120,
  "dead-letter": 5,
};

/** As AWS advises, so that a slow reader never meets its own message again. */
export function visibilitySeconds(name: QueueName): number {
  return readerTimeoutSeconds[name] * 6;
}

/** Receives of one message before it is taken away as poison. */
export const maxReceiveCount = 10;

/** Where the local SQS keeps the queues of one installation. */
export function localQueueUrls(endpoint: string, prefix = "letterpress"): QueueUrls {
  const url = (name: QueueName) => new URL(`/000000000000/${prefix}-${name}`, endpoint).href;
  return {
    SEND_QUEUE_URL: url("send"),
    TRANSACTIONAL_QUEUE_URL: url("transactional"),
    CONTROL_QUEUE_URL: url("control"),
    EVENTS_QUEUE_URL: url("events"),
    IMAGES_QUEUE_URL: url("images"),
    DEAD_LETTER_QUEUE_URL: url("dead-letter"),
  };
}
