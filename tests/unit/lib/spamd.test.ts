import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { mimeMessage } from "@/lib/domain/mime-message";
import { askSpamd, readAnswer, spamdAddress } from "@/lib/spamd";

let server: Server | undefined;

afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

/** Answers when the announced length has arrived, as spamd does. */
async function spamd(answer: string | undefined) {
  let received = "";
  const listening = createServer((socket) => {
    socket.on("data", (chunk) => {
      received += chunk.toString();
      const length = Number(/Content-length: (\d+)/.exec(received)?.[1]);
      const body = received.slice(received.indexOf("\r\n\r\n") + 4);
      if (answer !== undefined && Buffer.byteLength(body) >= length) socket.end(answer);
    });
    socket.on("error", () => undefined);
  });
  server = listening;
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  const address = listening.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { address: { host: "127.0.0.1", port }, received: () => received };
}

describe("SpamAssassin", () => {
  test("is asked by its protocol and gives score, limit and rules", async () => {
    const answer =
      "SPAMD/1.1 0 EX_OK\r\nContent-length: 40\r\nSpam: False ; 0.1 / 5.0\r\n\r\nHTML_MESSAGE,MIME_HTML_ONLY,T_X";
    const { address, received } = await spamd(answer);
    expect(await askSpamd("Subject: 가\r\n\r\n글", address)).toEqual({
      score: 0.1,
      limit: 5,
      rules: ["HTML_MESSAGE", "MIME_HTML_ONLY", "T_X"],
    });
    expect(received()).toMatch(/^SYMBOLS SPAMC\/1\.5\r\nContent-length: 19\r\n\r\nSubject: 가/);
  });

  test("that is not there, or says nothing in time, is no answer", async () => {
    const { address } = await spamd(undefined);
    expect(await askSpamd("x", address, { timeoutMs: 50 })).toBeUndefined();
    expect(await askSpamd("x", { host: "127.0.0.1", port: 1 }, { timeoutMs: 500 })).toBeUndefined();
  });

  test("what is no judgement is none", () => {
    expect(readAnswer("SPAMD/1.1 76 Bad header line\r\n\r\n")).toBeUndefined();
    expect(readAnswer("HTTP/1.1 400 Bad Request\r\n\r\n")).toBeUndefined();
    expect(readAnswer("SPAMD/1.1 0 EX_OK\r\nSpam: True ; -1.2 / 5.0\r\n\r\n")?.score).toBe(-1.2);
  });

  test("its address is a host, with a port or without", () => {
    expect(spamdAddress("spamd")).toEqual({ host: "spamd", port: 783 });
    expect(spamdAddress("10.0.0.9:7830")).toEqual({ host: "10.0.0.9", port: 7830 });
    expect(spamdAddress(undefined)).toBeUndefined();
  });
});

test("a message for it holds every part, and no line of its headers can be forged", () => {
  const message = mimeMessage({
    from: { name: "소담\r\nBcc: x@y.kr", email: "hello@shop.kr" },
    to: "a@b.kr",
    subject: `(광고) ${"가을 소식 ".repeat(9)}`,
    html: "<p>글</p>",
    text: "글",
    date: new Date("2026-11-20T00:00:00Z"),
  });
  const head = message.split("\r\n\r\n")[0] ?? "";
  expect(head).not.toMatch(/^Bcc:/m);
  expect(head.split("\r\n").every((line) => line.length <= 78)).toBe(true);
  expect(message).toContain(Buffer.from("<p>글</p>").toString("base64"));
  const words = [...head.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map(([, word = ""]) =>
    Buffer.from(word, "base64").toString(),
  );
  expect(words.join("")).toContain("(광고) 가을 소식 가을 소식");
});
