import { describe, expect, test } from "vitest";
import { classifySesFailure } from "@/lib/domain/ses-outcome";
import { accountStopOf, wordOfStop } from "@/lib/domain/stop-words";

const ofTheAccount = [
  "AccountSuspendedException",
  "SendingPausedException",
  "ACCOUNT_SUSPENDED",
  "ACCOUNT_SENDING_PAUSED",
  "AccessDenied",
  "AccessDeniedException",
  "NotAuthorized",
  "OptInRequired",
  "UnrecognizedClientException",
  "UnrecognizedClient",
  "InvalidClientTokenId",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "RequestExpired",
];

describe("what stops the account", () => {
  test.each(ofTheAccount)("%s is told once for all campaigns", (name) => {
    const outcome = classifySesFailure(
      { name, status: 403, message: "" },
      { claimAgeMs: 0, staleClaimMs: 240_000 },
    );
    expect(outcome).toBe("account_stop");
    expect(accountStopOf(name)).toBeDefined();
  });
});

test.each(["MessageRejected", "NotFoundException", "MailFromDomainNotVerifiedException"])(
  "%s concerns one campaign, and has words",
  (name) => {
    const message = "Email address is not verified.";
    const outcome = classifySesFailure(
      { name, status: 400, message },
      { claimAgeMs: 0, staleClaimMs: 240_000 },
    );
    expect(outcome).toBe("campaign_stop");
    expect(accountStopOf(name)).toBeUndefined();
    expect(wordOfStop(name)).not.toBe("other");
  },
);
