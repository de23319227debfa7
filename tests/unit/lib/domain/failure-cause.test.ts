import { describe, expect, test } from "vitest";
import { causeOfFailure, causeRules, failureCauses, mayPass } from "@/lib/domain/failure-cause";

describe("the cause of a failure", () => {
  test.each([
    ["MessageRejected", "Email address is not verified. The following …", "sender"],
    ["MessageRejected", "Message contained a virus.", "rejected"],
    ["MessageRejected", "", "rejected"],
    ["BadRequestException", "Illegal address", "address"],
    ["BadRequestException", "Missing final '@domain'", "address"],
    ["InvalidParameterValue", "Domain contains dot-string violation", "address"],
    ["BadRequestException", "Invalid header name", "request"],
    ["ContentError", "Liquid: undefined filter", "content"],
    ["RequestEntityTooLarge", "", "size"],
    ["NotFoundException", "Configuration set <x> does not exist.", "configuration"],
    ["AccountSuspendedException", "", "account"],
    ["InvalidSignatureException", "Signature expired", "credentials"],
    ["ConflictException", "", "busy"],
    ["InternalServiceErrorException", "", "ses_error"],
    ["ECONNRESET", "read ECONNRESET", "network"],
    ["LeaseExpired", "The process ended.", "crash"],
    ["SomethingNewException", "Illegal address", "other"],
    [null, null, "other"],
  ] as const)("%s %j is %s", (code, message, cause) => {
    expect(causeOfFailure(code, message)).toBe(cause);
  });

  test("every cause but the last resort can be reached by a rule", () => {
    const reached = new Set(causeRules.map(({ cause }) => cause));
    expect(failureCauses.filter((cause) => !reached.has(cause))).toEqual(["other"]);
  });

  test("a bad address is refused again, a silent network is not", () => {
    expect(mayPass("address")).toBe(false);
    expect(mayPass("network")).toBe(true);
  });
});
