import { findApiCaller, type ApiCaller } from "@/lib/api-keys";
import { clientIp } from "@/lib/client-ip";
import { hitRateLimits, rates, type RateSubject } from "@/lib/rate-limit";
import { publicRoute } from "@/lib/route";
import { maxSyncBytes, readBodyLines } from "@/lib/sync/body-lines";
import { maxSyncLines, syncContacts } from "@/lib/sync/sync-contacts";

export const dynamic = "force-dynamic";

/** docs/sync-api.md: JSON lines in, one JSON line out for each. */
export const POST = publicRoute(
  "A sync job has no session: it shows an API key, which opens this and nothing else.",
  async (request) => {
    const caller = await findApiCaller(request.headers.get("authorization"));
    if (caller === undefined) return refuseStranger(request.headers);
    const refusal = await checkCaller(caller);
    if (refusal !== undefined) return refusal;
    const body = await readBodyLines(request.body);
    if (!body.ok) {
      return body.reason === "not_utf8"
        ? refuse(400, body.reason)
        : refuse(413, body.reason, { maxBytes: maxSyncBytes });
    }
    const { lines } = body;
    if (lines.length > maxSyncLines)
      return refuse(413, "too_many_lines", { maxLines: maxSyncLines });
    const mayConsent = caller.scopes.includes("consents:write");
    const answers = await syncContacts(lines, { keyId: caller.keyId, mayConsent });
    if (answers === "busy") return refuse(503, "busy", {}, { "retry-after": retryAfterSeconds });
    return new Response(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "cache-control": "no-store",
      },
    });
  },
);

/** What is being imported meanwhile is over in seconds, or goes on for minutes. */
const retryAfterSeconds = "15";

async function refuseStranger(headers: Headers): Promise<Response> {
  const tooMany = await limit({ rate: rates.apiIp, subject: clientIp(headers) });
  if (tooMany !== undefined) return tooMany;
  return refuse(401, "no_valid_key", {}, { "www-authenticate": "Bearer" });
}

async function checkCaller({ keyId, scopes }: ApiCaller): Promise<Response | undefined> {
  if (!scopes.includes("contacts:write"))
    return refuse(403, "missing_scope", { scope: "contacts:write" });
  return limit({ rate: rates.apiKey, subject: String(keyId) });
}

async function limit(subject: RateSubject): Promise<Response | undefined> {
  const answer = await hitRateLimits([subject]);
  if (answer.ok) return undefined;
  return refuse(429, "too_many_calls", {}, { "retry-after": String(answer.retryAfterSeconds) });
}

function refuse(
  status: number,
  error: string,
  details: Record<string, string | number> = {},
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { error, ...details },
    { status, headers: { ...headers, "cache-control": "no-store" } },
  );
}
