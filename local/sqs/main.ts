import { createQueues } from "./create-queues";
import { startSqs } from "./server";

// The local SQS as a process of its own: PORT in, the five queues ready when it says so.
const sqs = await startSqs({ port: Number(process.env["PORT"] ?? 0) });
await createQueues(sqs.url);
console.log(`SQS listens on ${sqs.url}`);
process.send?.({ type: "ready" });

process.once("SIGTERM", () => {
  void sqs.close().then(() => process.exit(0));
});
