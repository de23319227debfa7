import { createQueues } from "./create-queues";
import { startSqs } from "./server";

// The local SQS as a process of its own: PORT in, the queues ready when it says so.
const faults = process.env["SQS_FAULTS"];
const sqs = await startSqs({
  port: Number(process.env["PORT"] ?? 0),
  ...(faults ? { faults: JSON.parse(faults) } : {}),
});
await createQueues(sqs.url);
console.log(`SQS listens on ${sqs.url}`);
process.send?.({ type: "ready" });

process.once("SIGTERM", () => {
  void sqs.close().then(() => process.exit(0));
});
