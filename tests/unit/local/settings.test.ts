import { expect, test } from "vitest";
import { localQueueUrls } from "@/local/queues";
import { childSettings } from "@/local/supervisor/settings";

const addresses = {
  appUrl: "http://localhost:3000",
  databaseUrl: "postgres://here/letterpress",
  sqsUrl: "http://127.0.0.1:18324",
  queueUrls: localQueueUrls("http://127.0.0.1:18324"),
  sesUrl: "http://127.0.0.1:18025",
};

function settingsFor(
  inherited: Record<string, string>,
  external: { sqs?: boolean; ses?: boolean } = {},
): Record<string, string | undefined> {
  return childSettings(
    { NODE_ENV: "test", ...inherited },
    {
      external: { postgres: false, sqs: false, ses: false, ...external },
      addresses,
      dataFolder: "/data",
      appSecret: "secret",
    },
  );
}

test("somebody's AWS account in the shell does not reach a local installation", () => {
  const settings = settingsFor({
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
    AWS_PROFILE: "production",
    AWS_ENDPOINT_URL: "https://somewhere.example",
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
  });
  expect(
    Object.entries(settings).filter(([, value]) => /real|production/i.test(value ?? "")),
  ).toEqual([]);
  expect(settings).toMatchObject({
    AWS_ACCESS_KEY_ID: "local",
    AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:18324",
    AWS_ENDPOINT_URL_SESV2: "http://127.0.0.1:18025",
    SEND_QUEUE_URL: "http://127.0.0.1:18324/000000000000/letterpress-send",
    LETTERPRESS_DELIVERY: "local",
    LETTERPRESS_INBOX_URL: "http://127.0.0.1:18025",
  });
  expect(settings).not.toHaveProperty("AWS_ENDPOINT_URL");
  expect(settings).not.toHaveProperty("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
});

test("with real SES the credentials stay, and only SQS is forced to this machine", () => {
  const settings = settingsFor(
    { AWS_PROFILE: "production", AWS_REGION: "us-east-1" },
    { ses: true },
  );
  expect(settings).toMatchObject({
    AWS_PROFILE: "production",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:18324",
    LETTERPRESS_DELIVERY: "real",
  });
  expect(settings).not.toHaveProperty("AWS_ENDPOINT_URL_SESV2");
  expect(settings).not.toHaveProperty("LETTERPRESS_INBOX_URL");
  expect(settings).not.toHaveProperty("AWS_ACCESS_KEY_ID");
});

test("no running program knows the first administrator's password", () => {
  expect(settingsFor({ ADMIN_PASSWORD: "hush" })).not.toHaveProperty("ADMIN_PASSWORD");
});
