import type { FaultSettings } from "./faults";

/** Where and how events leave: raw JSON as the body, or wrapped as an SNS subscription would. */
export type EventOptions = {
  queueUrl: string;
  /** Of the SQS API; by default AWS_ENDPOINT_URL_SQS, then the queue URL's own origin. */
  endpoint?: string;
  envelope?: "raw" | "sns";
  /** Between a mail's accept and its first event, and from event to event. */
  delayMs?: readonly [min: number, max: number];
  /** How far back events are published again when the queue has lost its memory. */
  replayMinutes?: number;
};

export type SesOptions = {
  host?: string;
  /** 0 or absent = any free port. */
  port?: number;
  /** The store's folder; absent = a temporary one, removed on close. */
  dataDir?: string;
  maxSendRate?: number;
  max24HourSend?: number;
  /** Sandbox accounts send 1/s, 200 a day, to verified recipients only. */
  sandbox?: boolean;
  /** Addresses and domains that may send; absent = all. */
  verifiedIdentities?: readonly string[];
  configurationSets?: readonly string[];
  /** How old or new a request's x-amz-date may be. */
  clockWindowSeconds?: number;
  events?: EventOptions;
  faults?: FaultSettings;
  /** Opens POST /faults; absent = closed. */
  faultToken?: string;
  /** Writes every SendEmail call to calls.jsonl, before anything is checked. */
  callLog?: boolean;
  /** Oldest mails are dropped beyond these. */
  maxStoredBytes?: number;
  maxStoredMails?: number;
};

export type SesSettings = Required<Omit<SesOptions, "events" | "faults" | "verifiedIdentities">> & {
  events: (Required<Omit<EventOptions, "endpoint">> & { endpoint: string | undefined }) | undefined;
  faults: FaultSettings;
  verifiedIdentities: readonly string[] | undefined;
};

const sandboxLimits = { maxSendRate: 1, max24HourSend: 200 };

export function resolveOptions(options: SesOptions & { dataDir: string }): SesSettings {
  const sandbox = options.sandbox ?? false;
  return {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    dataDir: options.dataDir,
    maxSendRate: sandbox ? sandboxLimits.maxSendRate : (options.maxSendRate ?? 50),
    max24HourSend: sandbox ? sandboxLimits.max24HourSend : (options.max24HourSend ?? 1_000_000),
    sandbox,
    // In the sandbox "everything is verified" would make its one rule disappear.
    verifiedIdentities: options.verifiedIdentities ?? (sandbox ? [] : undefined),
    configurationSets: options.configurationSets ?? [],
    clockWindowSeconds: options.clockWindowSeconds ?? 300,
    events: options.events && {
      queueUrl: options.events.queueUrl,
      endpoint: options.events.endpoint,
      envelope: options.events.envelope ?? "raw",
      delayMs: options.events.delayMs ?? [50, 500],
      replayMinutes: options.events.replayMinutes ?? 15,
    },
    faults: options.faults ?? { rules: [] },
    faultToken: options.faultToken ?? "",
    callLog: options.callLog ?? false,
    maxStoredBytes: options.maxStoredBytes ?? 1024 ** 3,
    maxStoredMails: options.maxStoredMails ?? 500_000,
  };
}
