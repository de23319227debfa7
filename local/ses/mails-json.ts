import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "./http";
import { openMail, type MailView } from "./mail-view";
import type { Ses } from "./ses";

const defaultLimit = 1000;
const maxLimit = 10_000;

/**
 * GET /mails?to=&after=&limit= : mails as JSON, oldest first.
 * `to` is a whole address, `q` any part of address or subject; `after` is a message id, an ISO time or
 * epoch milliseconds. Without `after` these are the newest `limit` mails. GET /mails/<id>: one.
 */
export async function serveMailsJson(
  ses: Ses,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return sendJson(response, 405, { message: "Only GET." });
  const id = decodeURIComponent(url.pathname.slice("/mails/".length));
  if (id !== "") {
    const mail = ses.store.find(id);
    if (!mail) return sendJson(response, 404, { message: `There is no mail ${id}.` });
    return sendJson(response, 200, toJson(await openMail(ses.store, mail)));
  }
  const after = url.searchParams.get("after") ?? "";
  const cursor = parseAfter(ses, after);
  if (cursor === undefined && after !== "")
    return sendJson(response, 400, {
      message: "after must be a message id, an ISO time or epoch milliseconds.",
    });
  await writeList(ses, response, { url, cursor });
}

async function writeList(
  ses: Ses,
  response: ServerResponse,
  { url, cursor }: { url: URL; cursor: string | number | undefined },
): Promise<void> {
  const wanted = Number(url.searchParams.get("limit") ?? defaultLimit);
  const limit = Math.min(Math.max(1, Math.floor(wanted) || defaultLimit), maxLimit);
  const query = { to: url.searchParams.get("to") ?? "", text: url.searchParams.get("q") ?? "" };
  const mails =
    cursor === undefined
      ? ses.store.page(query, { limit }).mails.toReversed()
      : ses.store.following(query, { after: cursor, limit });
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.write("[");
  // One by one: ten thousand mails of 100 KB would not fit into a string.
  for (const [index, mail] of mails.entries()) {
    const json = JSON.stringify(toJson(await openMail(ses.store, mail)));
    const hasRoom = response.write(index === 0 ? json : `,${json}`);
    if (!hasRoom && !response.destroyed) await drained(response);
    if (response.destroyed) return;
  }
  response.end("]");
}

/** Until the client has read on, or has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off("drain", settle).off("close", settle);
      resolve();
    };
    response.on("drain", settle).on("close", settle);
  });
}

function parseAfter(ses: Ses, after: string): string | number | undefined {
  if (after === "") return undefined;
  if (ses.store.find(after)) return after;
  const time = /^\d+$/.test(after) ? Number(after) : Date.parse(after);
  return Number.isNaN(time) ? undefined : time;
}

function toJson({ source: _source, headers, ...mail }: MailView): Record<string, unknown> {
  return { ...mail, headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) };
}
