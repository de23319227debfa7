// One Lambda execution environment: a process that loads one handler and runs one invocation at a
// time. Its parent may kill it at any moment, as Lambda does when the time is up.
import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";

const [, , file, functionName] = process.argv;

// Without a parent nobody would count this process or time its invocations.
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole group; the runner alone decides when an invocation may still finish.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

const { handler } = await import(pathToFileURL(file).href);
if (typeof handler !== "function") throw new Error(`${file} exports no handler.`);

async function invoke({ id, event, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  const context = {
    awsRequestId: randomUUID(),
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: "512",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const result = await handler(event, context);
    process.send({ id, result: result ?? null });
  } catch (error) {
    process.send({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

process.on("message", (invocation) => void invoke(invocation));
process.send({ ready: true });
