import { expect, test } from "vitest";
import { createQueues } from "@/local/sqs/create-queues";
import { acceptsOf, dispatch, liftRate, sendEverything } from "@/tests/support/engine";
import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { getStatus, launchedCampaign, listRows } from "@/tests/support/launched-campaign";

test("a launch without a queue is a launch all the same, and nobody is lost", async () => {
  await liftRate();
  const queueUrl = process.env["SEND_QUEUE_URL"] ?? "";
  await new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
  const { id } = await launchedCampaign({ count: 12 });
  expect(await getStatus(id)).toMatchObject({ status: "sending" });
  expect(new Set((await listRows(id)).map(({ enqueuedAt }) => enqueuedAt))).toEqual(
    new Set([null]),
  );

  const prefix = queueUrl
    .split("/")
    .at(-1)
    ?.replace(/-send$/, "");
  await createQueues(process.env["AWS_ENDPOINT_URL_SQS"] ?? "", prefix);
  await dispatch.handler();
  await sendEverything();
  expect(await acceptsOf(id)).toHaveLength(12);
});
