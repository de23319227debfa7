/**
 * Why mails were not sent, or are in doubt, as a person understands it. What each means and what to
 * do is said in the messages (`delivery.causes`).
 */
export const failureCauses = [
  "address",
  "content",
  "rejected",
  "request",
  "size",
  "sender",
  "configuration",
  "account",
  "credentials",
  "busy",
  "ses_error",
  "network",
  "crash",
  "other",
] as const;
export type FailureCause = (typeof failureCauses)[number];

/** `codes` are error names of SES, the network or ours; `says` are parts of the message, in lower case. */
type CauseRule = { cause: FailureCause; codes: readonly string[]; says?: readonly string[] };

/**
 * The first rule that fits decides. A table and no code, because two read it: the function below,
 * and the query that moves all recipients of one cause (lib/delivery/failure-scope.ts).
 */
export const causeRules: readonly CauseRule[] = [
  {
    cause: "address",
    codes: ["BadRequestException", "InvalidParameterValue", "MessageRejected"],
    says: [
      "illegal address",
      "invalid email",
      "address is invalid",
      "missing final '@domain'",
      "local address contains",
      "domain contains",
      "domain starts with",
    ],
  },
  { cause: "sender", codes: ["MessageRejected"], says: ["not verified"] },
  { cause: "sender", codes: ["MailFromDomainNotVerifiedException"] },
  { cause: "rejected", codes: ["MessageRejected"] },
  { cause: "content", codes: ["ContentError"] },
  {
    cause: "request",
    codes: [
      "BadRequestException",
      "InvalidParameterValue",
      "ValidationException",
      "ValidationError",
    ],
  },
  { cause: "size", codes: ["RequestEntityTooLarge", "RequestEntityTooLargeException"] },
  { cause: "configuration", codes: ["NotFoundException", "ConfigurationSetDoesNotExistException"] },
  { cause: "account", codes: ["AccountSuspendedException", "SendingPausedException"] },
  {
    cause: "credentials",
    codes: [
      "AccessDenied",
      "AccessDeniedException",
      "NotAuthorized",
      "UnrecognizedClientException",
      "InvalidClientTokenId",
      "ExpiredToken",
      "ExpiredTokenException",
      "CredentialsProviderError",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "IncompleteSignature",
    ],
  },
  { cause: "busy", codes: ["ConflictException", "ConcurrentModificationException"] },
  {
    cause: "ses_error",
    codes: [
      "InternalFailure",
      "InternalServerError",
      "InternalServiceErrorException",
      "ServiceUnavailable",
      "ServiceUnavailableException",
    ],
  },
  {
    cause: "network",
    codes: [
      "TimeoutError",
      "RequestTimeout",
      "RequestTimeoutException",
      "RequestAborted",
      "AbortError",
      "ECONNRESET",
      "EPIPE",
      "ETIMEDOUT",
      "UND_ERR_SOCKET",
    ],
  },
  { cause: "crash", codes: ["LeaseExpired"] },
];

/** The cause behind what SES, the network or we said of a try. */
export function causeOfFailure(code: string | null, message: string | null): FailureCause {
  const said = (message ?? "").toLowerCase();
  const rule = causeRules.find(
    ({ codes, says }) =>
      codes.includes(code ?? "") &&
      (says === undefined || says.some((part) => said.includes(part))),
  );
  return rule?.cause ?? "other";
}

export function parseFailureCause(value: unknown): FailureCause | undefined {
  return failureCauses.find((cause) => cause === value);
}

/** Whether trying again without changing anything can help: else the same answer comes back. */
export function mayPass(cause: FailureCause): boolean {
  switch (cause) {
    case "address":
    case "content":
    case "rejected":
    case "request":
    case "size":
      return false;
    case "sender":
    case "configuration":
    case "account":
    case "credentials":
    case "busy":
    case "ses_error":
    case "network":
    case "crash":
    case "other":
      return true;
  }
}
