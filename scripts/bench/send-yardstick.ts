import { SendEmailCommand, SESv2Client, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";

/**
 * The bare loop that the send bench compares with: SendEmail through the AWS SDK and nothing else,
 * in a process of its own. The parent hands over finished mails and asks for rounds.
 */
export type YardstickOrder =
  | { type: "mails"; mails: SendEmailCommandInput[] }
  | { type: "round"; count: number; concurrency: number };

const client = new SESv2Client({ maxAttempts: 1 });
let mails: SendEmailCommandInput[] = [];

async function sendRound({
  count,
  concurrency,
}: {
  count: number;
  concurrency: number;
}): Promise<void> {
  let next = 0;
  async function lane(): Promise<void> {
    while (next < count) {
      const mail = mails[next % mails.length];
      next += 1;
      if (mail) await client.send(new SendEmailCommand(mail));
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane));
}

process.on("message", (order: YardstickOrder) => {
  if (order.type === "mails") {
    mails = order.mails;
    process.send?.({ type: "ready" });
    return;
  }
  const start = performance.now();
  const cpu = process.cpuUsage();
  sendRound(order).then(
    () => {
      const used = process.cpuUsage(cpu);
      const seconds = (performance.now() - start) / 1000;
      process.send?.({ type: "done", seconds, cpuMs: (used.user + used.system) / 1000 });
    },
    (error: unknown) => process.send?.({ type: "failed", message: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
