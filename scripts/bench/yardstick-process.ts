import type { SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { projectRoot } from "@/local/project";
import type { YardstickOrder } from "./send-yardstick";
import type { Measure } from "./turns";

export type Yardstick = {
  round(count: number): Promise<Measure>;
  stop(): void;
};

/** Starts the bare loop with finished mails; the process stays for all rounds, as ours do. */
export async function startYardstick(
  mails: SendEmailCommandInput[],
  { settings, concurrency }: { settings: NodeJS.ProcessEnv; concurrency: number },
): Promise<Yardstick> {
  const file = path.join(projectRoot(), "scripts/bench/send-yardstick.ts");
  const child = fork(file, {
    env: settings,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await ask(child, { type: "mails", mails });
  return {
    async round(count) {
      const answer = await ask(child, { type: "round", count, concurrency });
      return { seconds: answer.seconds ?? NaN, cpuMs: answer.cpuMs ?? NaN };
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

type Answer = { type: string; message?: string; seconds?: number; cpuMs?: number };

function ask(child: ChildProcess, order: YardstickOrder): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error("The yardstick's process ended."));
    child.once("exit", onExit);
    child.once("message", (answer: Answer) => {
      child.off("exit", onExit);
      if (answer.type === "failed") reject(new Error(`The yardstick failed: ${answer.message}`));
      else resolve(answer);
    });
    child.send(order);
  });
}
