import path from "node:path";
import type { QueueUrls } from "@/local/queues";
import type { External } from "./external";

export type Addresses = {
  appUrl: string;
  databaseUrl: string;
  sqsUrl?: string;
  queueUrls?: QueueUrls;
  sesUrl?: string;
};

/** Settings that would lead the SDK past the stand-ins, or hand them somebody's real credentials. */
const strayAws = [
  "AWS_ENDPOINT_URL",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/**
 * The environment of every child. What is not external gets a forced endpoint; when nothing at AWS
 * is external, no real credential reaches a child at all.
 */
export function childSettings(
  inherited: NodeJS.ProcessEnv,
  setup: { external: External; addresses: Addresses; dataFolder: string; appSecret: string },
): NodeJS.ProcessEnv {
  const { external, addresses, dataFolder, appSecret } = setup;
  const settings = { ...inherited };
  delete settings["ADMIN_PASSWORD"]; // only the program that makes the first administrator sees it
  if (!external.sqs || !external.ses) delete settings["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"];
  if (!external.sqs && !external.ses) {
    for (const name of strayAws) delete settings[name];
    Object.assign(settings, {
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: settings["AWS_REGION"] || "ap-northeast-2",
      AWS_CONFIG_FILE: path.join(dataFolder, "no-aws-config"),
      AWS_SHARED_CREDENTIALS_FILE: path.join(dataFolder, "no-aws-credentials"),
      AWS_EC2_METADATA_DISABLED: "true",
    });
  }
  if (!external.sqs) {
    Object.assign(settings, { AWS_ENDPOINT_URL_SQS: addresses.sqsUrl, ...addresses.queueUrls });
  }
  if (!external.ses) {
    Object.assign(settings, {
      AWS_ENDPOINT_URL_SESV2: addresses.sesUrl,
      LETTERPRESS_INBOX_URL: addresses.sesUrl,
    });
  }
  return Object.assign(settings, {
    DATABASE_URL: addresses.databaseUrl,
    APP_URL: addresses.appUrl,
    NEXTAUTH_URL: addresses.appUrl,
    APP_SECRET: appSecret,
    LETTERPRESS_DATA_DIR: dataFolder,
    LETTERPRESS_DELIVERY: external.ses ? "real" : "local",
    NEXT_TELEMETRY_DISABLED: "1",
    // It would greet every child with a word on Node's versions.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  });
}
