import { expect, test } from "vitest";
import { readExternal } from "@/local/supervisor/external";

const queues = {
  SEND_QUEUE_URL: "https://sqs.ap-northeast-2.amazonaws.com/1/send",
  TRANSACTIONAL_QUEUE_URL: "https://sqs.ap-northeast-2.amazonaws.com/1/transactional",
  CONTROL_QUEUE_URL: "https://sqs.ap-northeast-2.amazonaws.com/1/control",
  EVENTS_QUEUE_URL: "https://sqs.ap-northeast-2.amazonaws.com/1/events",
  IMAGES_QUEUE_URL: "https://sqs.ap-northeast-2.amazonaws.com/1/images",
  DEAD_LETTER_QUEUE_URL: "https://sqs.ap-northeast-2.amazonaws.com/1/dead-letter",
};

test("without settings everything is on this machine", () => {
  expect(readExternal({})).toEqual({ postgres: false, sqs: false, ses: false });
});

test("credentials that lie in the shell make nothing external", () => {
  const shell = { AWS_ACCESS_KEY_ID: "AKIA", AWS_PROFILE: "prod", AWS_REGION: "us-east-1" };
  expect(readExternal(shell)).toEqual({ postgres: false, sqs: false, ses: false });
});

test("an empty setting counts as none", () => {
  const empty = { DATABASE_URL: "", SEND_QUEUE_URL: "", SES_CONFIGURATION_SET: "" };
  expect(readExternal(empty)).toEqual({ postgres: false, sqs: false, ses: false });
});

test("each explicit setting places its part outside", () => {
  expect(readExternal({ DATABASE_URL: "postgres://db/x" }).postgres).toBe(true);
  expect(readExternal(queues)).toEqual({ postgres: false, sqs: true, ses: false });
  const ses = { SES_CONFIGURATION_SET: "main", PUBLIC_URL: "https://mail.shop.example" };
  expect(readExternal(ses)).toEqual({ postgres: false, sqs: false, ses: true });
});

test("half a set of queues is refused by the names that are missing", () => {
  const { EVENTS_QUEUE_URL: _, ...others } = queues;
  expect(() => readExternal(others)).toThrow(/EVENTS_QUEUE_URL is missing/);
  expect(() => readExternal({ AWS_ENDPOINT_URL_SQS: "http://elsewhere:4566" })).toThrow(
    /SEND_QUEUE_URL, TRANSACTIONAL_QUEUE_URL/,
  );
});

test.each([
  [undefined],
  ["http://mail.shop.example"],
  ["https://localhost:3000"],
  ["https://127.0.0.1"],
  ["https://[::1]/"],
  ["https://app.localhost"],
  ["not an address"],
])("real delivery does not start with links to %s", (PUBLIC_URL) => {
  expect(() => readExternal({ SES_CONFIGURATION_SET: "main", PUBLIC_URL })).toThrow(
    /Set PUBLIC_URL to the https address/,
  );
});

test("APP_URL serves for the links where PUBLIC_URL is not set", () => {
  const settings = { SES_CONFIGURATION_SET: "main", APP_URL: "https://mail.shop.example" };
  expect(readExternal(settings).ses).toBe(true);
});
