import { expect, test } from "vitest";
import { classifySesFailure, type SendOutcome, type SesFailure } from "@/lib/domain/ses-outcome";

const minute = 60_000;

function classify(failure: Partial<SesFailure>, claimAgeMs = 1_000): SendOutcome {
  return classifySesFailure(
    { name: "", message: "", ...failure },
    {
      claimAgeMs,
      staleClaimMs: 4 * minute,
    },
  );
}

test.each<[string, number, SendOutcome]>([
  ["TooManyRequestsException", 429, "throttle"],
  ["ThrottlingException", 400, "throttle"],
  ["LimitExceededException", 400, "throttle"],
  ["AccountSuspendedException", 400, "account_stop"],
  ["SendingPausedException", 400, "account_stop"],
  ["MailFromDomainNotVerifiedException", 400, "campaign_stop"],
  ["NotFoundException", 404, "campaign_stop"],
  ["MessageRejected", 400, "permanent"],
  ["BadRequestException", 400, "permanent"],
  ["AccessDenied", 403, "account_stop"],
  ["AccessDeniedException", 403, "account_stop"],
  ["NotAuthorized", 400, "account_stop"],
  ["UnrecognizedClient", 403, "account_stop"],
  ["UnrecognizedClientException", 403, "account_stop"],
  ["ExpiredToken", 403, "account_stop"],
  ["ExpiredTokenException", 403, "account_stop"],
  ["IncompleteSignature", 400, "account_stop"],
  ["InvalidSignature", 403, "account_stop"],
  ["InvalidSignatureException", 403, "account_stop"],
  ["RequestEntityTooLarge", 413, "campaign_stop"],
  ["ConflictException", 409, "retryable"],
  ["RequestTimeout", 408, "unknown"],
  ["RequestAborted", 400, "unknown"],
  ["InternalFailure", 500, "unknown"],
  ["InternalServiceErrorException", 500, "unknown"],
  ["ServiceUnavailable", 503, "unknown"],
  // Names nobody has seen yet are judged by their status.
  ["SomethingNew", 418, "retryable"],
  ["SomethingNew", 429, "throttle"],
  ["SomethingNew", 401, "account_stop"],
  ["SomethingNew", 500, "unknown"],
  ["SomethingNew", 502, "unknown"],
  ["SomethingNew", 503, "unknown"],
  ["SomethingNew", 504, "unknown"],
])("SES's %s (%i) means %s", (name, status, outcome) => {
  expect(classify({ name, status })).toBe(outcome);
});

test.each<[string, SendOutcome]>([
  ["ACCOUNT_THROTTLED", "throttle"],
  ["ACCOUNT_DAILY_QUOTA_EXCEEDED", "throttle"],
  ["TRANSIENT_FAILURE", "retryable"],
  ["FAILED", "permanent"],
  ["MESSAGE_REJECTED", "permanent"],
  ["INVALID_PARAMETER", "permanent"],
  ["INVALID_PARAMETER_VALUE", "permanent"],
  ["TEMPLATE_NOT_FOUND", "campaign_stop"],
  ["TEMPLATE_DOES_NOT_EXIST", "campaign_stop"],
  ["CONFIGURATION_SET_NOT_FOUND", "campaign_stop"],
  ["CONFIGURATION_SET_DOES_NOT_EXIST", "campaign_stop"],
  ["CONFIGURATION_SET_SENDING_PAUSED", "campaign_stop"],
  ["INVALID_SENDING_POOL_NAME", "campaign_stop"],
  ["MAIL_FROM_DOMAIN_NOT_VERIFIED", "campaign_stop"],
  ["ACCOUNT_SUSPENDED", "account_stop"],
  ["ACCOUNT_SENDING_PAUSED", "account_stop"],
])("an entry of a bulk call that says %s means %s", (name, outcome) => {
  expect(classify({ name, status: 200 })).toBe(outcome);
});

test("a sender or recipient that is not verified stops the campaign", () => {
  const message =
    "Email address is not verified. The following identities failed the check: a@b.kr";
  expect(classify({ name: "MessageRejected", status: 400, message })).toBe("campaign_stop");
});

test("a refused signature of an old claim is fenced, not an alarm", () => {
  const failure = { name: "InvalidSignatureException", status: 403 };
  expect(classify(failure, 4 * minute)).toBe("stale_claim");
  expect(classify(failure, 3 * minute)).toBe("account_stop");
});

test.each<[string, SendOutcome]>([
  ["ECONNREFUSED", "not_sent"],
  ["ENOTFOUND", "not_sent"],
  ["EAI_AGAIN", "not_sent"],
  ["EHOSTUNREACH", "not_sent"],
  ["CERT_HAS_EXPIRED", "not_sent"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "not_sent"],
  ["CONNECT_TIMEOUT", "not_sent"],
  ["ECONNRESET", "unknown"],
  ["EPIPE", "unknown"],
  ["ETIMEDOUT", "unknown"], // of connecting or of the call: nobody can tell
])("without an answer, %s means %s", (errno, outcome) => {
  expect(classify({ name: "Error", errno })).toBe(outcome);
});

test.each(["read", "write"])(
  "a host lost while a socket was asked to %s may have the mail",
  (syscall) => {
    expect(classify({ name: "Error", errno: "EHOSTUNREACH", syscall })).toBe("unknown");
  },
);

test("a host that could not be reached has nothing", () => {
  const failure = { name: "Error", errno: "EHOSTUNREACH", syscall: "connect" };
  expect(classify(failure)).toBe("not_sent");
});

test.each(["TimeoutError", "AbortError", "Error"])(
  "a call that ended with %s and without an answer may have been accepted",
  (name) => {
    expect(classify({ name })).toBe("unknown");
  },
);
