import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { encodeChunks, fillChunks } from "@/lib/domain/encoded-text";
import { classifySesFailure } from "@/lib/domain/ses-outcome";

type Call = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };

/** SES for one call at a time: remembers what came and answers as the test says. */
const calls: Call[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => void chunks.push(chunk));
  request.on("end", () => {
    const { method = "", url: path = "", headers } = request;
    calls.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    answer(response);
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo; // it listens on TCP
afterAll(() => server.close());

vi.stubEnv("AWS_ENDPOINT_URL_SESV2", `http://127.0.0.1:${port}`);
vi.stubEnv("AWS_REGION", "ap-northeast-2");
vi.stubEnv("AWS_ACCESS_KEY_ID", "AKLOCAL");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
const { prepareEmail } = await import("@/lib/aws/send-email");
const { describeSesError } = await import("@/lib/aws/ses-failure");

const mail = {
  from: { name: "소담상점", email: "hello@sodam.test" },
  to: { name: "", email: "kim@example.test" },
  subject: "가을",
  html: fillChunks(encodeChunks(["<p>안녕하세요</p>"]), []),
  text: fillChunks(encodeChunks(["안녕하세요"]), []),
  headers: [],
  tags: { recipient_id: "7" },
};
const claimedAt = new Date("2026-11-20T01:02:03Z");

async function sendEmail(...args: Parameters<typeof prepareEmail>) {
  const call = await prepareEmail(...args);
  return await call();
}

function answerWith(status: number, body: string, headers: Record<string, string> = {}): void {
  answer = (response) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

async function failureOf(call: Promise<unknown>) {
  return await call.then(
    () => {
      throw new Error("The call was not refused.");
    },
    (error: unknown) => describeSesError(error),
  );
}

const noAge = { claimAgeMs: 0, staleClaimMs: 240_000 };

beforeEach(() => {
  calls.length = 0;
  answerWith(200, '{"MessageId":"0100-abc"}');
});

test("a mail is one call to SendEmail, with its body whole and counted", async () => {
  expect(await sendEmail(mail, { claimedAt })).toEqual({ sesMessageId: "0100-abc" });
  expect(calls).toHaveLength(1);
  const [call] = calls;
  expect(call).toMatchObject({ method: "POST", path: "/v2/email/outbound-emails" });
  expect(call?.headers["content-length"]).toBe(String(Buffer.byteLength(call?.body ?? "")));
  expect(JSON.parse(call?.body ?? "")).toMatchObject({
    Destination: { ToAddresses: ["kim@example.test"] },
    Content: { Simple: { Body: { Html: { Data: "<p>안녕하세요</p>" } } } },
  });
});

test("the signature is dated with the claim, names the region and covers the body", async () => {
  await sendEmail(mail, { claimedAt });
  await sendEmail(mail, { claimedAt });
  await sendEmail({ ...mail, subject: "겨울" }, { claimedAt });
  const signatures = calls.map(({ headers }) => headers.authorization ?? "");
  const hash = createHash("sha256").update(calls[0]?.body ?? "");
  expect(calls[0]?.headers["x-amz-content-sha256"]).toBe(hash.digest("hex"));
  expect(calls[0]?.headers["x-amz-date"]).toBe("20261120T010203Z");
  expect(signatures[0]).toContain("Credential=AKLOCAL/20261120/ap-northeast-2/ses/aws4_request");
  expect(signatures[0]).toMatch(/SignedHeaders=[^,]*\bhost\b[^,]*, Signature=[0-9a-f]{64}$/);
  expect(signatures[1]).toBe(signatures[0]);
  expect(signatures[2]).not.toBe(signatures[0]);
});

test.each([
  [429, "TooManyRequestsException", "throttle"],
  [400, "MessageRejected", "permanent"],
  [404, "NotFoundException", "campaign_stop"],
  [403, "SignatureDoesNotMatch", "account_stop"],
  [500, "InternalFailure", "unknown"],
] as const)(
  "a %i %s is told as the SDK tells it, after one call",
  async (status, name, outcome) => {
    answerWith(status, '{"message":"No."}', { "x-amzn-errortype": name });
    const failure = await failureOf(sendEmail(mail, { claimedAt }));
    expect(failure).toMatchObject({ name, status, message: "No." });
    expect(classifySesFailure(failure, noAge)).toBe(outcome);
    expect(calls).toHaveLength(1);
  },
);

test.each([
  ["no message id", "{}"],
  ["no JSON", "<html>"],
  ["nothing", ""],
])("a 200 with %s is neither accepted nor refused", async (_what, body) => {
  answerWith(200, body);
  const failure = await failureOf(sendEmail(mail, { claimedAt }));
  expect(classifySesFailure(failure, noAge)).toBe("unknown");
});

test("an answer that never comes whole is unknown", async () => {
  answer = (response) => response.socket?.resetAndDestroy();
  const reset = await failureOf(sendEmail(mail, { claimedAt }));
  expect(reset.errno).toBe("ECONNRESET");
  expect(classifySesFailure(reset, noAge)).toBe("unknown");
  answer = (response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"MessageId":');
    setTimeout(() => response.destroy(), 20);
  };
  const cut = await failureOf(sendEmail(mail, { claimedAt }));
  expect(classifySesFailure(cut, noAge)).toBe("unknown");
});

test("when nobody listens, nothing was sent", async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  const failure = await failureOf(sendEmail(mail, { claimedAt }));
  expect(failure.errno).toBe("ECONNREFUSED");
  expect(classifySesFailure(failure, noAge)).toBe("not_sent");
});
