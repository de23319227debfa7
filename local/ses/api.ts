import type { IncomingMessage } from "node:http";
import type { ApiCall } from "./api-call";
import { checkSignature } from "./clock-check";
import { configurationSetsApi } from "./configuration-sets-api";
import { identitiesApi } from "./identities-api";
import { unknownOperation, type Reply } from "./reply";
import { logRefusedCall, sendEmail } from "./send-email";
import type { Ses } from "./ses";
import { suppressionApi } from "./suppression-api";
import { getAccount } from "./account-api";
import { parseJsonBody } from "./http";

type ApiHandler = (call: ApiCall) => Reply;

const resources: Record<string, ApiHandler> = {
  account: getAccount,
  identities: identitiesApi,
  "list-identities": identitiesApi,
  suppression: suppressionApi,
  "configuration-sets": configurationSetsApi,
  "list-configuration-sets": configurationSetsApi,
};

/** Routes a call of the SES v2 REST API. */
export async function handleApi(
  ses: Ses,
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): Promise<Reply> {
  const { authorization } = request.headers;
  const date = request.headers["x-amz-date"];
  const refused = checkSignature(
    { authorization, date: typeof date === "string" ? date : undefined },
    { now: Date.now(), windowSeconds: ses.settings.clockWindowSeconds },
  );
  const method = request.method ?? "GET";
  const path = url.pathname.slice("/v2/email/".length).split("/").map(decodeURIComponent);
  const isSend = path[0] === "outbound-emails" && method === "POST";
  if (refused && isSend) logRefusedCall(ses, body);
  if (refused) return refused;
  if (isSend) return sendEmail(ses, body);
  const handler = resources[path[0] ?? ""];
  return (
    handler?.({ ses, method, path, query: url.searchParams, json: () => parseJsonBody(body) }) ??
    unknownOperation()
  );
}
