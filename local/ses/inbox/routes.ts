import type { IncomingMessage, ServerResponse } from "node:http";
import { isSameOrigin } from "@/local/ses/http";
import { openMail } from "@/local/ses/mail-view";
import type { Ses } from "@/local/ses/ses";
import { html, type Html } from "./html";
import { mailList, type ListState } from "./list";
import { mailPane } from "./mail-pane";
import { inboxPage, note, type Shell } from "./page";
import { readPlace } from "./place";
import { script } from "./script";
import { style } from "./style";
import { pickLanguage, wordsOf } from "./words";

const pageSize = 50;

/** The inbox's pages. Nothing is changed by GET; one POST empties it. */
export async function serveInbox(
  ses: Ses,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.method === "POST" && url.pathname === "/inbox/empty")
    return empty(ses, request, response);
  if (request.method !== "GET" && request.method !== "HEAD")
    return send(response, 405, "text/plain", "Only GET.\n");
  if (url.pathname === "/inbox.css") return send(response, 200, "text/css", style);
  if (url.pathname === "/inbox.js") return send(response, 200, "text/javascript", script);
  const part = /^\/inbox\/([^/]+)\/(html|source\.eml)$/.exec(url.pathname);
  if (part)
    return servePart(ses, response, { id: decodeURIComponent(part[1] ?? ""), part: part[2] ?? "" });
  if (url.pathname !== "/" && !/^\/inbox(\/[^/]+)?$/.test(url.pathname))
    return send(response, 404, "text/plain", "Nothing is here. The inbox is at /.\n");
  return servePage(ses, request, response, url);
}

async function servePage(
  ses: Ses,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const language = pickLanguage(request.headers["accept-language"]);
  const place = readPlace(url);
  const shell: Shell = { words: wordsOf[language], language, place, total: ses.store.count() };
  const found = ses.store.page(
    { text: place.search },
    { limit: pageSize, ...(place.before === undefined ? {} : { before: place.before }) },
  );
  const state: ListState = { ...found, total: shell.total };
  const list = mailList(state, place, shell);
  if (url.searchParams.get("part") === "list") return send(response, 200, "text/html", list.html);
  const { pane, status, title } = await openPane(ses, shell);
  send(response, status, "text/html", inboxPage(shell, { list, pane, title }));
}

async function openPane(
  ses: Ses,
  shell: Shell,
): Promise<{ pane: Html; status: number; title: string }> {
  const { words, place } = shell;
  if (place.id === undefined) {
    const pane = shell.total === 0 ? html`` : note(words.pickTitle, words.pickBody);
    return { pane, status: 200, title: words.title };
  }
  const stored = ses.store.find(place.id);
  if (!stored)
    return { pane: note(words.goneTitle, words.goneBody), status: 404, title: words.goneTitle };
  const mail = await openMail(ses.store, stored);
  return {
    pane: mailPane(stored, mail, shell),
    status: 200,
    title: `${mail.subject || words.noSubject} · ${words.title}`,
  };
}

/** The mail itself is foreign content: its own document, no scripts, an origin of its own. */
const mailPolicy = [
  "default-src 'none'",
  "img-src http: https: data:",
  "style-src 'unsafe-inline' https:",
  "font-src https: data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

async function servePart(
  ses: Ses,
  response: ServerResponse,
  { id, part }: { id: string; part: string },
): Promise<void> {
  const stored = ses.store.find(id);
  if (!stored) return send(response, 404, "text/plain", "This mail is no longer here.\n");
  const mail = await openMail(ses.store, stored);
  if (part === "html")
    return send(response, 200, "text/html", withNewTabs(mail.html ?? ""), mailPolicy);
  response.setHeader("content-disposition", `attachment; filename="${id}.eml"`);
  send(response, 200, "message/rfc822", mail.source(), mailPolicy);
}

/** Links leave the frame: a page of ours would refuse to be shown inside one. */
function withNewTabs(document: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(document)
    ? document.replace(/<head[^>]*>/i, `$&${base}`)
    : base + document;
}

async function empty(ses: Ses, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isSameOrigin(request))
    return send(response, 403, "text/plain", "Only the inbox itself may empty it.\n");
  await ses.store.clear();
  response.writeHead(303, { location: "/" });
  response.end();
}

const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  policy = pagePolicy,
): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
