import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handleApi } from "./api";
import { serveFaults } from "./faults-api";
import { isLoopbackHost, readBody, sendReply } from "./http";
import { serveInbox } from "./inbox/routes";
import { serveMailsJson } from "./mails-json";
import { resolveOptions, type SesOptions } from "./options";
import { refuse } from "./reply";
import { openSes, type Ses } from "./ses";

export type RunningSes = {
  url: string;
  port: number;
  /** The folder with accepts.jsonl. */
  dataDir: string;
  /** Mails whose events the queue has not acknowledged yet. */
  pendingEvents(): number;
  close(): Promise<void>;
};

/** Starts a local SES: the API, its events and an inbox on one loopback port. */
export async function startSes(options: SesOptions = {}): Promise<RunningSes> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "letterpress-ses-"));
  const settings = resolveOptions({ ...options, dataDir });
  const ses = await openSes(settings);
  const server = createServer((request, response) => {
    void serve(ses, request, response).catch((error: unknown) => fail(response, error));
  });
  server.keepAliveTimeout = 65_000; // longer than clients keep theirs, so that they never write into a closing socket
  const { port } = await listen(server, settings);
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    url: `http://${host}:${port}`,
    port,
    dataDir,
    pendingEvents: () => ses.publisher?.pending() ?? 0,
    async close() {
      await closeServer(server);
      await ses.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

// 40 MB of message are 53 MB in base64; the rest is JSON around it.
const maxApiBody = 64 * 1024 * 1024;
const maxOtherBody = 1024 * 1024;

async function serve(ses: Ses, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLoopbackHost(request.headers.host)) return forbid(response);
  const url = new URL(request.url ?? "/", "http://local");
  if (url.pathname.startsWith("/v2/email/")) {
    const body = await readBody(request, maxApiBody);
    if (!body)
      return sendReply(
        response,
        refuse("RequestEntityTooLargeException", "The request is too large."),
      );
    return sendReply(response, await handleApi(ses, request, url, body));
  }
  const body = await readBody(request, maxOtherBody);
  if (!body)
    return sendReply(
      response,
      refuse("RequestEntityTooLargeException", "The request is too large."),
    );
  if (url.pathname === "/faults") return serveFaults(ses, request, response, body);
  if (url.pathname === "/mails" || url.pathname.startsWith("/mails/"))
    return serveMailsJson(ses, request, response, url);
  return serveInbox(ses, request, response, url);
}

function forbid(response: ServerResponse): void {
  response.writeHead(403, { "content-type": "text/plain; charset=utf-8" });
  response.end("The local inbox answers on 127.0.0.1 and localhost only.\n");
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return; // the client has gone; there is nobody to tell
  process.stderr.write(
    `local SES: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  if (response.headersSent) response.destroy();
  else sendReply(response, refuse("InternalFailure", "The local SES failed; its log says why."));
}

function listen(
  server: Server,
  { port, host }: { port: number; host: string },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string")
        reject(new Error("The local SES has no TCP address."));
      else resolve(address);
    });
  });
}

/** Lets calls under way finish for half a second, then cuts what is left (hung ones too). */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), 500);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
