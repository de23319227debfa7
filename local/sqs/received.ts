import type { buildApp } from "fauxqs";
import type { SqsMischief } from "./faults";

/** What happens to messages between the queue and whoever asked for them. */
export type Received = {
  /**
   * A long poll whose client has died would take messages with it for a whole visibility timeout;
   * they are shown again at once.
   */
  giveBack(request: unknown, payload: string): Promise<void>;
  /** Duplicates, loses and shuffles what is handed out, where a rule says so. */
  maltreat(request: unknown, payload: string): Promise<string>;
};

type Message = { ReceiptHandle: string };

export function createReceived(app: ReturnType<typeof buildApp>, mischief: SqsMischief): Received {
  async function call(action: string, request: unknown, fields: object): Promise<void> {
    await app.inject({
      method: "POST",
      url: "/",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `AmazonSQS.${action}`,
      },
      payload: JSON.stringify({ ...Object(request), ...fields }),
    });
  }

  async function showAgain(request: unknown, { ReceiptHandle }: Message): Promise<void> {
    await call("ChangeMessageVisibility", request, { ReceiptHandle, VisibilityTimeout: 0 });
  }

  return {
    async giveBack(request, payload) {
      for (const message of messagesOf(payload)) await showAgain(request, message);
    },
    async maltreat(request, payload) {
      const queueUrl = queueUrlOf(request);
      if (!mischief.isAgainst(queueUrl)) return payload;
      const kept: Message[] = [];
      for (const message of mischief.shuffle(messagesOf(payload))) {
        const fate = mischief.decide(queueUrl);
        if (fate === "duplicate") await showAgain(request, message);
        if (fate !== "lose") kept.push(message);
        else await call("DeleteMessage", request, { ReceiptHandle: message.ReceiptHandle });
      }
      return kept.length === 0 ? "{}" : JSON.stringify({ Messages: kept });
    },
  };
}

function messagesOf(payload: string): Message[] {
  const answer: { Messages?: Message[] } = JSON.parse(payload);
  return answer.Messages ?? [];
}

function queueUrlOf(request: unknown): string {
  return typeof request === "object" && request !== null && "QueueUrl" in request
    ? String(request.QueueUrl)
    : "";
}
