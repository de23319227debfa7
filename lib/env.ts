import * as z from "zod";

/** Empty strings count as absent: `FOO= npm start` means "not set". */
const optional = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());

const schema = z.object({
  DATABASE_URL: optional,
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
  DEAD_LETTER_QUEUE_URL: optional,
  SES_CONFIGURATION_SET: optional,
  UNSUBSCRIBE_MAILTO: optional, // a monitored address; only then a mailto: is offered
  METRICS_TOKEN: optional,
  // What `npm start` tells its children; the words on every page depend on them.
  LETTERPRESS_DELIVERY: z.preprocess((v) => v || undefined, z.enum(["local", "real"]).default("real")),
  LETTERPRESS_INBOX_URL: optional,
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
  return value;
}

/** Where public links point; may be another host than the dashboard. */
export function publicUrl(): string {
  return (env.PUBLIC_URL ?? env.APP_URL).replace(/\/+$/, "");
}
