import type { ApiCall } from "./api-call";
import { page } from "./paging";
import { ok, refuse, unknownOperation, type Reply } from "./reply";
import { text } from "./send-request";

const setName = /^[A-Za-z0-9_-]{1,64}$/;

/** Configuration sets exist or not; their options are accepted nowhere yet. */
export function configurationSetsApi(call: ApiCall): Reply {
  const [resource, name, part] = call.path;
  if (resource === "list-configuration-sets")
    return call.method === "POST" ? list(call) : unknownOperation();
  if (name === undefined) return call.method === "POST" ? create(call) : unknownOperation();
  if (!call.ses.account.configurationSets.has(name))
    return refuse("NotFoundException", `Configuration set <${name}> does not exist.`);
  if (part !== undefined) return unknownOperation();
  if (call.method === "GET")
    return ok({ ConfigurationSetName: name, SendingOptions: { SendingEnabled: true } });
  return call.method === "DELETE" ? remove(call, name) : unknownOperation();
}

function create({ ses, json }: ApiCall): Reply {
  const name = text(json()["ConfigurationSetName"]);
  if (!setName.test(name))
    return refuse(
      "BadRequestException",
      "A configuration set's name is 1 to 64 letters, digits, '_' or '-'.",
    );
  if (ses.account.configurationSets.has(name))
    return refuse("AlreadyExistsException", `Configuration set <${name}> already exists.`);
  ses.account.configurationSets.add(name);
  ses.account.save();
  return ok();
}

function remove({ ses }: ApiCall, name: string): Reply {
  ses.account.configurationSets.delete(name);
  ses.account.save();
  return ok();
}

function list({ ses, json }: ApiCall): Reply {
  const request = json();
  const names = [...ses.account.configurationSets].toSorted((a, b) => a.localeCompare(b));
  const slice = page(names, {
    token: request["NextToken"],
    size: request["PageSize"],
    limit: 1000,
  });
  if (!slice) return refuse("InvalidNextTokenException", "The NextToken is not one of ours.");
  return ok({
    ConfigurationSets: slice.items,
    ...(slice.next === undefined ? {} : { NextToken: slice.next }),
  });
}
