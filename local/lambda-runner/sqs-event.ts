import type { Message } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSMessageAttributes } from "aws-lambda";

const region = () => process.env["AWS_REGION"] ?? "us-east-1";

/** The event that Lambda hands to a handler for these messages. */
export function toSqsEvent(messages: Message[], queueUrl: string): SQSEvent {
  const [account, name] = new URL(queueUrl).pathname.split("/").slice(-2);
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId ?? "",
      receiptHandle: message.ReceiptHandle ?? "",
      body: message.Body ?? "",
      attributes: {
        ApproximateReceiveCount: message.Attributes?.ApproximateReceiveCount ?? "1",
        SentTimestamp: message.Attributes?.SentTimestamp ?? "",
        SenderId: message.Attributes?.SenderId ?? "",
        ApproximateFirstReceiveTimestamp:
          message.Attributes?.ApproximateFirstReceiveTimestamp ?? "",
      },
      messageAttributes: toMessageAttributes(message),
      md5OfBody: message.MD5OfBody ?? "",
      eventSource: "aws:sqs",
      eventSourceARN: `arn:aws:sqs:${region()}:${account}:${name}`,
      awsRegion: region(),
    })),
  };
}

function toMessageAttributes(message: Message): SQSMessageAttributes {
  return Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([key, value]) => [
      key,
      { dataType: value.DataType ?? "String", stringValue: value.StringValue },
    ]),
  );
}
