import { fstatSync } from "node:fs";
import { join } from "node:path";
import { parseFaultSettings, type FaultSettings } from "./faults";
import type { SesOptions } from "./options";
import { startSes } from "./server";

/** Runs the local SES by itself; every setting is an environment variable. */
async function main(): Promise<void> {
  const ses = await startSes(readOptions(process.env));
  process.stdout.write(`local SES listening on ${ses.url}\n`);
  process.send?.({ type: "ready", url: ses.url, port: ses.port });
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), 3000).unref(); // a queue that hangs must not keep us
    void ses.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  stopWithParent(stop);
}

function readOptions(env: NodeJS.ProcessEnv): SesOptions {
  const queueUrl = env["EVENTS_QUEUE_URL"];
  const verified = env["SES_VERIFIED_IDENTITIES"];
  const endpoint = env["AWS_ENDPOINT_URL_SQS"];
  return {
    host: env["HOST"] || "127.0.0.1",
    port: readNumber(env, "PORT") ?? 0,
    dataDir: join(env["LETTERPRESS_DATA_DIR"] || ".data", "ses"),
    ...defined({
      maxSendRate: readNumber(env, "SES_MAX_SEND_RATE"),
      max24HourSend: readNumber(env, "SES_MAX_24_HOUR_SEND"),
      clockWindowSeconds: readNumber(env, "SES_CLOCK_WINDOW_SECONDS"),
      maxStoredBytes: readNumber(env, "SES_MAX_STORED_BYTES"),
      verifiedIdentities: verified ? splitList(verified) : undefined,
      faults: readFaults(env["SES_FAULTS"]),
    }),
    sandbox: env["SES_SANDBOX"] === "true",
    faultToken: env["SES_FAULT_TOKEN"] ?? "",
    callLog: env["SES_CALL_LOG"] === "true",
    configurationSets: splitList(env["SES_CONFIGURATION_SETS"] ?? ""),
    ...(queueUrl
      ? {
          events: {
            queueUrl,
            ...(endpoint ? { endpoint } : {}),
            envelope: env["SES_EVENT_ENVELOPE"] === "sns" ? "sns" : "raw",
            ...defined({ delayMs: readRange(env["SES_EVENT_DELAY_MS"]) }),
          },
        }
      : {}),
  };
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }; // only undefined was taken out
}

function readNumber(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const value = env[name];
  if (value === undefined || value === "") return undefined;
  const number = Number(value);
  if (Number.isNaN(number)) throw new Error(`${name} must be a number, not "${value}".`);
  return number;
}

/** "50-500" or "0": milliseconds between events. */
function readRange(value: string | undefined): [number, number] | undefined {
  if (!value) return undefined;
  const [min = "0", max = min] = value.split("-");
  return [Number(min), Number(max)];
}

function readFaults(value: string | undefined): FaultSettings | undefined {
  if (!value) return undefined;
  const parsed = parseFaultSettings(JSON.parse(value));
  if (!parsed.ok) throw new Error(`SES_FAULTS: ${parsed.problem}`);
  return parsed.settings;
}

function splitList(value: string): string[] {
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** However the parent dies, nobody is left to stop us: its IPC channel, our stdin pipe or our parent id tells. */
function stopWithParent(stop: () => void): void {
  process.on("disconnect", stop);
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) process.stdin.resume().on("end", stop).on("error", stop);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1000).unref();
}

main().catch((error: unknown) => {
  process.stderr.write(`local SES: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
