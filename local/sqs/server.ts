import { buildApp } from "fauxqs";
import { createMischief, type SqsFaults } from "./faults";
import { createReceived } from "./received";

/** The region that new queues are filed under; ours all are made there. */
const region = "ap-northeast-2";

/** What the hooks below touch of a request (fauxqs does not re-export Fastify's types). */
type HookRequest = {
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
  raw: { socket: { destroyed: boolean } };
};

export type SqsServer = { url: string; close(): Promise<void> };

/**
 * Starts the local SQS on loopback. It keeps its queues in memory: Postgres is the truth, and the
 * dispatcher sends lost wake-ups again.
 */
export async function startSqs({
  port = 0,
  faults = { rules: [] },
}: { port?: number; faults?: SqsFaults } = {}): Promise<SqsServer> {
  const app = buildApp({ logger: false, defaultRegion: region });
  const mischief = createMischief(faults);
  const received = createReceived(app, mischief);
  app.get("/faults", async () => mischief.struck());

  // fauxqs files its queues under http://sqs.<region>.localhost, a name that few machines resolve;
  // to the outside every queue URL starts with the address that we listen on.
  app.addHook("preHandler", async (request: HookRequest) => {
    const body: unknown = request.body;
    if (typeof body !== "object" || body === null || !("QueueUrl" in body)) return;
    const name = String(body.QueueUrl).split("/").at(-1) ?? "";
    body.QueueUrl = `http://sqs.${region}.localhost:${listeningPort()}/000000000000/${name}`;
  });
  app.addHook("onSend", async (request: HookRequest, _reply: unknown, payload: unknown) => {
    if (typeof payload !== "string") return payload;
    const target = String(request.headers["x-amz-target"] ?? "");
    if (target.endsWith(".ReceiveMessage")) {
      if (!request.raw.socket.destroyed) return await received.maltreat(request.body, payload);
      await received.giveBack(request.body, payload);
    }
    if (!/(CreateQueue|GetQueueUrl|ListQueues)$/.test(target)) return payload;
    return payload.replaceAll(/http:\/\/sqs\.[a-z0-9-]+\.localhost:\d+/g, url());
  });

  await app.listen({ port, host: "127.0.0.1" });

  function listeningPort(): number {
    const address = app.server.address();
    if (address === null || typeof address === "string") throw new Error("SQS is not listening.");
    return address.port;
  }
  function url(): string {
    return `http://127.0.0.1:${listeningPort()}`;
  }
  return {
    url: url(),
    close: async () => {
      await app.close();
    },
  };
}
