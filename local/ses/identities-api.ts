import { createHash } from "node:crypto";
import type { Identity } from "./account";
import { parseAddress } from "./address";
import type { ApiCall } from "./api-call";
import { ok, refuse, unknownOperation, type Reply } from "./reply";
import { text } from "./send-request";
import { page } from "./paging";

/** Create, get, list and delete identities, and their MAIL FROM domain. */
export function identitiesApi(call: ApiCall): Reply {
  const [resource, name, part] = call.path;
  if (resource === "list-identities")
    return call.method === "POST" ? list(call) : unknownOperation();
  if (name === undefined) return call.method === "POST" ? create(call) : unknownOperation();
  const identity = call.ses.account.identities.get(name.toLowerCase());
  if (!identity) return refuse("NotFoundException", `Email identity ${name} does not exist.`);
  if (part === undefined && call.method === "GET") return ok(describe(identity));
  if (part === undefined && call.method === "DELETE") return remove(call, identity);
  if (part === "mail-from" && call.method === "PUT") return putMailFrom(call, identity);
  return unknownOperation();
}

function create(call: ApiCall): Reply {
  const { account } = call.ses;
  const name = text(call.json()["EmailIdentity"]).trim().toLowerCase();
  const check = parseAddress(name.includes("@") ? name : `postmaster@${name}`);
  if (!check.ok)
    return refuse(
      "BadRequestException",
      `Invalid identity ${JSON.stringify(name)}: ${check.reason}.`,
    );
  if (account.identities.has(name))
    return refuse("AlreadyExistsException", `Email identity ${name} already exist.`);
  const identity: Identity = {
    name,
    isVerified: account.verifiesByDefault(name),
    dkimTokens: dkimTokens(name),
    mailFrom: undefined,
    createdAt: Date.now(),
  };
  account.identities.set(name, identity);
  account.save();
  const { IdentityType, VerifiedForSendingStatus, DkimAttributes } = describe(identity);
  return ok({ IdentityType, VerifiedForSendingStatus, DkimAttributes });
}

function list({ ses, json }: ApiCall): Reply {
  const request = json();
  const all = [...ses.account.identities.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const slice = page(all, { token: request["NextToken"], size: request["PageSize"], limit: 1000 });
  if (!slice) return refuse("InvalidNextTokenException", "The NextToken is not one of ours.");
  return ok({
    EmailIdentities: slice.items.map((identity) => ({
      IdentityName: identity.name,
      IdentityType: typeOf(identity),
      SendingEnabled: identity.isVerified,
      VerificationStatus: identity.isVerified ? "SUCCESS" : "PENDING",
    })),
    ...(slice.next === undefined ? {} : { NextToken: slice.next }),
  });
}

function remove({ ses }: ApiCall, identity: Identity): Reply {
  ses.account.identities.delete(identity.name);
  ses.account.save();
  return ok();
}

function putMailFrom({ ses, json }: ApiCall, identity: Identity): Reply {
  const request = json();
  const domain = text(request["MailFromDomain"]).trim().toLowerCase();
  const onMxFailure =
    request["BehaviorOnMxFailure"] === "REJECT_MESSAGE" ? "REJECT_MESSAGE" : "USE_DEFAULT_VALUE";
  const parent = identity.name.split("@").at(-1) ?? "";
  if (domain !== "" && !domain.endsWith(`.${parent}`))
    return refuse(
      "BadRequestException",
      `Provided MAIL-FROM domain <${domain}> is not subdomain of the domain of the identity <${parent}>.`,
    );
  identity.mailFrom = domain === "" ? undefined : { domain, onMxFailure };
  ses.account.save();
  return ok();
}

function describe(identity: Identity): Record<string, unknown> {
  const status = identity.isVerified ? "SUCCESS" : "PENDING";
  return {
    IdentityType: typeOf(identity),
    FeedbackForwardingStatus: true,
    VerifiedForSendingStatus: identity.isVerified,
    VerificationStatus: status,
    DkimAttributes: {
      SigningEnabled: true,
      Status: status,
      Tokens: identity.dkimTokens,
      SigningAttributesOrigin: "AWS_SES",
      NextSigningKeyLength: "RSA_2048_BIT",
      CurrentSigningKeyLength: "RSA_2048_BIT",
      SigningHostedZone: "dkim.amazonses.com",
    },
    MailFromAttributes: {
      MailFromDomain: identity.mailFrom?.domain ?? "",
      MailFromDomainStatus: identity.mailFrom ? status : "PENDING",
      BehaviorOnMxFailure: identity.mailFrom?.onMxFailure ?? "USE_DEFAULT_VALUE",
    },
    Policies: {},
    Tags: [],
  };
}

function typeOf(identity: Identity): string {
  return identity.name.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN";
}

/** Three tokens of 32 letters; the same for the same name, so that published records stay right. */
function dkimTokens(name: string): string[] {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  return [0, 1, 2].map((number) => {
    const digest = createHash("sha256").update(`${name} ${number}`).digest();
    return Array.from(digest, (byte) => alphabet[byte % 32]).join("");
  });
}
