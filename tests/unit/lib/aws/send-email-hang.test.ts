import { createServer } from "node:http";
import { afterAll, expect, test } from "vitest";
import { classifySesFailure } from "@/lib/domain/ses-outcome";

/** Says that it accepted the mail, and never ends the sentence. */
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "60" });
  response.write('{"MessageId":"');
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const address = server.address();
if (address === null || typeof address === "string") throw new Error("No port.");
Object.assign(process.env, {
  AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${address.port}`,
  AWS_REGION: "ap-northeast-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  LETTERPRESS_DELIVERY: "local",
  LETTERPRESS_PROTOCOL_TIMES: '{"callSeconds":1}',
});
const { callSendEmail, signSendEmail } = await import("@/lib/aws/send-email-call");
const { describeSesError } = await import("@/lib/aws/ses-failure");

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("an answer that stops in its middle ends by itself, and leaves the mail in doubt", async () => {
  const request = await signSendEmail(Buffer.from("{}"), { signedAt: new Date() });
  const error: unknown = await callSendEmail(request).catch((reason: unknown) => reason);
  const failure = describeSesError(error);
  expect(failure).toMatchObject({ name: "TimeoutError" });
  expect(classifySesFailure(failure, { claimAgeMs: 0, staleClaimMs: 1 })).toBe("unknown");
});
