import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "@/local/ses/http";
import type { Ses } from "@/local/ses/ses";

export async function serveInbox(
  _ses: Ses,
  _request: IncomingMessage,
  response: ServerResponse,
  _url: URL,
): Promise<void> {
  sendJson(response, 404, { message: "Nothing is here." });
}
