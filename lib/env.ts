import * as z from "zod";

/** Empty strings count as absent: `FOO= npm start` means "not set". */
const optional = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());

const schema = z.object({
  DATABASE_URL: optional,
  LETTERPRESS_DATA_DIR: z.preprocess((v) => v || undefined, z.string().default(".data")),
  APP_URL: z.preprocess((v) => v || undefined, z.url().default("http://localhost:3000")),
  PUBLIC_URL: optional,
  APP_SECRET: optional,
  APP_SECRET_PREVIOUS: optional, // comma-separated, newest first
  SYSTEM_SENDER: z.preprocess(
    (v) => v || undefined,
    z.string().default("letterpress@localhost.test"),
  ),
  SEND_QUEUE_URL: optional,
  TRANSACTIONAL_QUEUE_URL: optional,
  CONTROL_QUEUE_URL: optional,
  EVENTS_QUEUE_URL: optional,
  IMAGES_QUEUE_URL: optional,
  DEAD_LETTER_QUEUE_URL: optional,
  SES_CONFIGURATION_SET: optional,
  UNSUBSCRIBE_MAILTO: optional, // a monitored address; only then a mailto: is offered
  METRICS_TOKEN: optional,
  AWS_LAMBDA_FUNCTION_NAME: optional, // set by Lambda itself
  LETTERPRESS_EMF: optional, // "1": print CloudWatch metrics elsewhere too
  // What `npm start` tells its children; the words on every page depend on them.
  LETTERPRESS_DELIVERY: z.preprocess(
    (v) => v || undefined,
    z.enum(["local", "real"]).default("real"),
  ),
  LETTERPRESS_INBOX_URL: optional,
  LETTERPRESS_PROTOCOL_TIMES: optional, // shorter leases and waits, for chaos runs only
  // How many reverse proxies stand before us and append to X-Forwarded-For; 0 = none is believed.
  TRUST_PROXY: z.preprocess(
    (v) => (v === "true" ? "1" : v === "false" ? "0" : v || undefined),
    z.coerce.number().int().min(0).max(10).default(0),
  ),
  DNS_SERVERS: optional, // comma-separated; instead of the machine's own resolver
  SPAMD_HOST: optional, // "host" or "host:port" of a SpamAssassin daemon; mails are not scored without
  LOG_LEVEL: z.preprocess((v) => v || undefined, z.string().default("info")),
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  KAKAO_CLIENT_ID: optional,
  KAKAO_CLIENT_SECRET: optional,
  NAVER_CLIENT_ID: optional,
  NAVER_CLIENT_SECRET: optional,
});

export type Env = z.infer<typeof schema>;

/** The only reader of process.env (db/index.ts reads DATABASE_URL, so that db/ stays a leaf). */
export const env: Env = schema.parse(process.env);

/** A setting that this process cannot do without; throws with the setting's name. */
export function requireEnv(name: keyof Env): string {
  const value = env[name];
  if (value === undefined) throw new Error(`The setting ${name} is missing.`);
  return String(value);
}

/** Where public links point; may be another host than the dashboard. */
export function publicUrl(): string {
  return (env.PUBLIC_URL ?? env.APP_URL).replace(/\/+$/, "");
}

/** The dashboard's own origin: scheme, host and port, no path. */
export function appOrigin(): string {
  return new URL(env.APP_URL).origin;
}

/** next-auth reads its address from the environment only; ours is APP_URL, whatever the shell says. */
export function setNextAuthUrl(): void {
  process.env["NEXTAUTH_URL"] = appOrigin();
}

export function isDevelopment(): boolean {
  return process.env["NODE_ENV"] === "development";
}
