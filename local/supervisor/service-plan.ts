import path from "node:path";
import type { External } from "./external";

/** One program of the system: what it runs and what it needs beside the common settings. */
export type Service = {
  name: string;
  /** What the terminal says once it runs. */
  title: string;
  args: string[];
  settings: Record<string, string>;
  /** Answers once the program works; without one it says so itself. */
  probe?: string;
  /** How long it may take to end. */
  graceMs: number;
};

/** The programs to run beside PostgreSQL, in the order of their start. */
export function planServices(setup: {
  root: string;
  isDev: boolean;
  external: External;
  host: string;
  ports: { web: number; sqs: number; ses: number };
}): { standIns: Service[]; product: Service[] } {
  const { root, isDev, external, host, ports } = setup;
  const bundle = (name: string) => path.join(root, "dist/local", `${name}.mjs`);
  const sqs: Service = {
    name: "sqs",
    title: "Queues (local SQS)",
    args: [bundle("sqs")],
    settings: { PORT: String(ports.sqs) },
    graceMs: 3000,
  };
  const ses: Service = {
    name: "ses",
    title: "Mail (local SES)",
    args: [bundle("ses")],
    settings: { PORT: String(ports.ses), HOST: "127.0.0.1" },
    graceMs: 4000,
  };
  const runner: Service = {
    name: "lambda-runner",
    title: "Handlers (Lambda runner)",
    args: [bundle("lambda-runner")],
    settings: isDev ? { LETTERPRESS_RELOAD: "1" } : {},
    graceMs: 8500,
  };
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const web: Service = {
    name: "web",
    title: "Web server",
    args: isDev
      ? [next, "dev", "--hostname", host, "--port", String(ports.web)]
      : [path.join(root, ".next/standalone/server.js")],
    settings: {
      PORT: String(ports.web),
      HOSTNAME: host,
      NODE_ENV: isDev ? "development" : "production",
    },
    probe: `http://${reachable(host)}:${ports.web}/api/health`,
    graceMs: 5000,
  };
  return {
    standIns: [...(external.sqs ? [] : [sqs]), ...(external.ses ? [] : [ses])],
    product: [runner, web],
  };
}

/** An address to reach a server that listens on `host`. */
export function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
