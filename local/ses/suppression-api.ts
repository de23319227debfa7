import type { Suppressed } from "./account";
import { parseAddress } from "./address";
import type { ApiCall } from "./api-call";
import { page } from "./paging";
import { ok, refuse, unknownOperation, type Reply } from "./reply";
import { text } from "./send-request";

/** The account suppression list: put, get, delete, list. */
export function suppressionApi(call: ApiCall): Reply {
  const [, collection, email] = call.path;
  if (collection !== "addresses") return unknownOperation();
  const changed = call.method === "PUT" ? text(call.json()["EmailAddress"]) : (email ?? "");
  if (call.method !== "GET" && call.ses.faults.strike("throttle", [changed]))
    return refuse("TooManyRequestsException", "Rate exceeded.");
  if (email === undefined && call.method === "PUT") return put(call);
  if (email === undefined && call.method === "GET") return list(call);
  const entry = call.ses.account.suppressed.get(email?.toLowerCase() ?? "");
  if (!entry)
    return refuse(
      "NotFoundException",
      `Email address ${email} does not exist on your suppression list.`,
    );
  if (call.method === "GET") return ok({ SuppressedDestination: describe(entry) });
  if (call.method === "DELETE") return remove(call, entry);
  return unknownOperation();
}

function put({ ses, json }: ApiCall): Reply {
  const request = json();
  const parsed = parseAddress(text(request["EmailAddress"]));
  const reason = request["Reason"];
  if (!parsed.ok) return refuse("BadRequestException", `${parsed.reason}.`);
  if (reason !== "BOUNCE" && reason !== "COMPLAINT")
    return refuse("BadRequestException", "Reason must be BOUNCE or COMPLAINT.");
  const email = parsed.address.email.toLowerCase();
  ses.account.suppressed.set(email, { email, reason, at: Date.now() });
  ses.account.save();
  return ok();
}

function remove({ ses }: ApiCall, entry: Suppressed): Reply {
  ses.account.suppressed.delete(entry.email);
  ses.account.save();
  return ok();
}

function list({ ses, query }: ApiCall): Reply {
  const reasons = query.getAll("Reason");
  const from = Date.parse(query.get("StartDate") ?? "") || -Infinity;
  const until = Date.parse(query.get("EndDate") ?? "") || Infinity;
  const matching = [...ses.account.suppressed.values()].filter(
    (entry) =>
      (reasons.length === 0 || reasons.includes(entry.reason)) &&
      entry.at >= from &&
      entry.at <= until,
  );
  const slice = page(matching, {
    token: query.get("NextToken"),
    size: query.get("PageSize") ?? undefined,
    limit: 1000,
  });
  if (!slice) return refuse("InvalidNextTokenException", "The NextToken is not one of ours.");
  return ok({
    SuppressedDestinationSummaries: slice.items.map(describe),
    ...(slice.next === undefined ? {} : { NextToken: slice.next }),
  });
}

function describe(entry: Suppressed): Record<string, unknown> {
  return { EmailAddress: entry.email, Reason: entry.reason, LastUpdateTime: entry.at / 1000 };
}
