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
  ["AccessDeniedException", 403, "account_stop"],
  ["NotAuthorized", 400, "account_stop"],
  ["UnrecognizedClientException", 403, "account_stop"],
  ["ExpiredTokenException", 403, "account_stop"],
  ["IncompleteSignature", 400, "account_stop"],
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
  ["SomethingNew", 502, "unknown"],
  ["SomethingNew", 504, "unknown"],
])("SES's %s (%i) means %s", (name, status, outcome) => {
  expect(classify({ name, status })).toBe(outcome);
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
  ["CERT_HAS_EXPIRED", "not_sent"],
  ["CONNECT_TIMEOUT", "not_sent"],
  ["ECONNRESET", "unknown"],
  ["EPIPE", "unknown"],
  ["ETIMEDOUT", "unknown"], // of connecting or of the call: nobody can tell
])("without an answer, %s means %s", (errno, outcome) => {
  expect(classify({ name: "Error", errno })).toBe(outcome);
});

test("a call that ran out of time may have been accepted", () => {
  expect(classify({ name: "TimeoutError" })).toBe("unknown");
});
