import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./reply";
import { isRecord } from "./send-request";

/** The body, or undefined when it is larger than allowed. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    length += bytes.length;
    if (length <= maxBytes) chunks.push(bytes);
  }
  return length > maxBytes ? undefined : Buffer.concat(chunks, length);
}

/** An object, or an empty one: the handlers then say which field is missing. */
export function parseJsonBody(body: Buffer): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body.toString("utf8"));
    return isRecord(json) ? json : {};
  } catch {
    return {};
  }
}

/** Answers as SES does, so that the SDK finds the error's name and code. */
export function sendReply(response: ServerResponse, reply: Reply): void {
  if (reply.kind === "reset") return void response.socket?.resetAndDestroy();
  if (reply.kind === "hang") {
    if (reply.ms !== undefined) setTimeout(() => response.destroy(), reply.ms).unref();
    return;
  }
  const body = JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-amzn-requestid": crypto.randomUUID(),
    ...(reply.errorName === undefined ? {} : { "x-amzn-errortype": reply.errorName }),
  });
  response.end(body);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}

const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/** A page elsewhere that rebinds its name to 127.0.0.1 still sends its own name. */
export function isLoopbackHost(host: string | undefined): boolean {
  return loopbackHost.test(host ?? "");
}

/** For unsafe methods from a browser: only our own pages may post. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const origin = request.headers.origin;
  return origin !== undefined && origin === `http://${request.headers.host}`;
}
