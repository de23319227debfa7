import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { type ProbeOptions, probeLink } from "@/lib/link-probe";

let server: Server | undefined;
let asked: string[] = [];

afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
  asked = [];
});

/** A server that passes for one on the internet: its name resolves to us, and we are allowed. */
async function serve(answer: RequestListener): Promise<{ port: number; options: ProbeOptions }> {
  const listening = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((done) => listening.listen(0, "127.0.0.1", done));
  const address = listening.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const resolve = (host: string) =>
    Promise.resolve([{ address: host === "inside.kr" ? "10.0.0.1" : "127.0.0.1", family: 4 }]);
  return {
    port,
    options: { resolve, isAllowed: (ip) => ip === "127.0.0.1", ports: [port], timeoutMs: 1_000 },
  };
}

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(code, headers).end();

describe("what a link answers", () => {
  test.each([
    [200, { kind: "ok", status: 200 }],
    [404, { kind: "dead", reason: "status", status: 404 }],
    [410, { kind: "dead", reason: "status", status: 410 }],
    [500, { kind: "dead", reason: "status", status: 500 }],
    [403, { kind: "unknown" }],
    [429, { kind: "unknown" }],
  ])("%d", async (code, state) => {
    const { port, options } = await serve(status(code));
    expect(await probeLink(`http://shop.kr:${port}/a`, options)).toEqual(state);
  });

  test("a server that knows no HEAD is asked as a reader would", async () => {
    const { port, options } = await serve((request, response) =>
      response.writeHead(request.method === "HEAD" ? 405 : 200).end("x".repeat(100_000)),
    );
    expect(await probeLink(`http://shop.kr:${port}/a`, options)).toEqual({
      kind: "ok",
      status: 200,
    });
    expect(asked).toEqual(["HEAD /a", "GET /a"]);
  });

  test("one that does not answer in time says nothing", async () => {
    const { port, options } = await serve(() => undefined);
    const state = await probeLink(`http://shop.kr:${port}/`, { ...options, timeoutMs: 100 });
    expect(state).toEqual({ kind: "unknown" });
    server?.closeAllConnections();
  });

  test("nobody listens, or there is no such name", async () => {
    const { port, options } = await serve(status(200));
    server?.close();
    const closed = await probeLink(`http://shop.kr:${port}/`, options);
    expect(closed).toEqual({ kind: "dead", reason: "no_connection" });
    const resolve = () => Promise.reject(Object.assign(new Error(), { code: "ENOTFOUND" }));
    const ask = (isOnline: boolean) =>
      probeLink(`http://shop.kr:${port}/`, {
        ...options,
        resolve,
        isOnline: () => Promise.resolve(isOnline),
      });
    expect(await ask(true)).toEqual({ kind: "dead", reason: "no_host" });
    expect(await ask(false)).toEqual({ kind: "unknown" });
  });
});

describe("our own network stays out of reach", () => {
  test("by address, by name, and by one bad address among good ones", async () => {
    for (const url of [
      "http://127.0.0.1/",
      "http://[::1]/",
      "http://169.254.169.254/latest/",
      "http://0x7f000001/",
      "http://2130706433/",
    ]) {
      expect(await probeLink(url), url).toEqual({ kind: "private" });
    }
    const { port, options } = await serve(status(200));
    expect(await probeLink(`http://inside.kr:${port}/`, options)).toEqual({ kind: "private" });
    const resolve = () =>
      Promise.resolve([
        { address: "127.0.0.1", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ]);
    const mixed = await probeLink(`http://shop.kr:${port}/`, { ...options, resolve });
    expect(mixed).toEqual({ kind: "private" });
    expect(asked).toEqual([]);
  });

  test("redirects are judged anew, relative ones too", async () => {
    const { port, options } = await serve((request, response) =>
      request.url === "/out"
        ? response.writeHead(302, { location: `http://inside.kr:${port}/secret` }).end()
        : response.writeHead(request.url === "/in" ? 301 : 200, { location: "/here" }).end(),
    );
    expect(await probeLink(`http://shop.kr:${port}/out`, options)).toEqual({ kind: "private" });
    expect(await probeLink(`http://shop.kr:${port}/in`, options)).toEqual({
      kind: "ok",
      status: 200,
    });
    expect(asked).toEqual(["HEAD /out", "HEAD /in", "HEAD /here"]);
  });

  test("redirects end, other schemes and ports are not followed", async () => {
    const { port, options } = await serve(status(302, { location: "/again" }));
    const endless = await probeLink(`http://shop.kr:${port}/`, options);
    expect(endless).toEqual({ kind: "dead", reason: "redirects" });
    expect(asked).toHaveLength(6);
    for (const url of [
      "file:///etc/passwd",
      "gopher://shop.kr/",
      "http://a:b@shop.kr/",
      `http://shop.kr:${port + 1}/`,
      "http://shop.example/",
    ]) {
      expect(await probeLink(url, options), url).toEqual({ kind: "unknown" });
    }
    expect(asked).toHaveLength(6);
  });
});
