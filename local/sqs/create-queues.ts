import {
  localQueueUrls,
  maxReceiveCount,
  queueNames,
  visibilitySeconds,
  type QueueUrls,
} from "@/local/queues";

const region = "ap-northeast-2";

/**
 * Makes the queues of one installation, and beside them a poison queue: what was received ten
 * times without success goes there, not among the dead letters, which are copies of failed recipients.
 * Making a queue that exists changes nothing.
 */
export async function createQueues(endpoint: string, prefix = "letterpress"): Promise<QueueUrls> {
  const poisonName = `${prefix}-poison`;
  await createQueue(endpoint, poisonName, {});
  const redrive = JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${region}:000000000000:${poisonName}`,
    maxReceiveCount,
  });
  await Promise.all(
    queueNames.map((name) =>
      createQueue(endpoint, `${prefix}-${name}`, {
        VisibilityTimeout: String(visibilitySeconds(name)),
        MessageRetentionPeriod: String(14 * 24 * 3600),
        ...(name === "dead-letter" ? {} : { RedrivePolicy: redrive }),
      }),
    ),
  );
  return localQueueUrls(endpoint, prefix);
}

async function createQueue(
  endpoint: string,
  name: string,
  attributes: Record<string, string>,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "AmazonSQS.CreateQueue",
      // The server reads the region from here and checks nothing.
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sqs/aws4_request`,
    },
    body: JSON.stringify({ QueueName: name, Attributes: attributes }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The queue ${name} could not be made: ${text}`);
}
