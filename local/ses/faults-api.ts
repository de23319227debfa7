import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseFaultSettings } from "./faults";
import { parseJsonBody, sendJson } from "./http";
import type { Ses } from "./ses";

/** GET shows the rules and how often each struck, POST replaces them, DELETE clears them. */
export function serveFaults(
  ses: Ses,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  if (!isAllowed(request.headers.authorization, ses.settings.faultToken))
    return sendJson(response, 403, {
      message: "Fault injection needs the token of SES_FAULT_TOKEN; without one it is closed.",
    });
  if (request.method === "GET") return sendJson(response, 200, ses.faults.state());
  if (request.method === "DELETE") ses.faults.replace({ rules: [] });
  else if (request.method === "POST") {
    const parsed = parseFaultSettings(parseJsonBody(body));
    if (!parsed.ok) return sendJson(response, 400, { message: parsed.problem });
    ses.faults.replace(parsed.settings);
  } else return sendJson(response, 405, { message: "Only GET, POST and DELETE." });
  sendJson(response, 200, ses.faults.state());
}

function isAllowed(authorization: string | undefined, token: string): boolean {
  if (token === "" || authorization === undefined) return false;
  return timingSafeEqual(digest(authorization), digest(`Bearer ${token}`));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
