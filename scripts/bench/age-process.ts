import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { projectRoot } from "@/local/project";
import type { Measure } from "./turns";

export type Figures = { claims: Measure; ms: Record<string, number>; peakRssMb: number };

/** What the parent asks of the process that works in one of the two databases. */
export type AgeOrder =
  | { type: "fill"; rows: number }
  | { type: "measure"; claims: number; postgres: number };

export type AgeAnswer = { type: "done"; figures?: Figures } | { type: "failed"; message: string };

export type AgeProcess = {
  fill(rows: number): Promise<void>;
  measure(order: { claims: number; postgres: number }): Promise<Figures>;
  stop(): void;
};

/** `db` belongs to one database for as long as a process lives, so each database has a process. */
export async function startAgeProcess(settings: NodeJS.ProcessEnv): Promise<AgeProcess> {
  const file = path.join(projectRoot(), "scripts/bench/age-figures.ts");
  const child = fork(file, {
    env: settings,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return {
    async fill(rows) {
      await ask(child, { type: "fill", rows });
    },
    async measure(order) {
      const figures = await ask(child, { type: "measure", ...order });
      if (!figures) throw new Error("The process measured nothing.");
      return figures;
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

function ask(child: ChildProcess, order: AgeOrder): Promise<Figures | undefined> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error("The process of one database ended."));
    child.once("exit", onExit);
    child.once("message", (answer: AgeAnswer) => {
      child.off("exit", onExit);
      if (answer.type === "failed") reject(new Error(answer.message));
      else resolve(answer.figures);
    });
    child.send(order);
  });
}
