/**
 * What a failed call to SES means for the recipient.
 *
 * permanent      refused for this row: failed
 * retryable      refused for cause, may work later: spends one of three retries
 * throttle       over the rate or the daily quota: back to the queue, nothing spent
 * campaign_stop  every row of the campaign would fail: pause it
 * account_stop   every row of every campaign would fail: pause them all
 * stale_claim    our signature was too old: SES refused what another attempt may own by now
 * not_sent       no byte of the request left this machine: back to the queue, nothing spent
 * unknown        SES may have accepted it: in doubt
 */
export type SendOutcome =
  | "permanent"
  | "retryable"
  | "throttle"
  | "campaign_stop"
  | "account_stop"
  | "stale_claim"
  | "not_sent"
  | "unknown";

/** An SDK error, narrowed to what decides. */
export type SesFailure = {
  /** SES's or the runtime's error name: "TooManyRequestsException", "TimeoutError", … */
  name: string;
  /** HTTP status of SES's answer; absent when there was none. */
  status?: number;
  message: string;
  /** errno of a socket error: "ECONNREFUSED", "ECONNRESET", … */
  errno?: string;
  /** What the socket was doing: "connect", "read", "write", … */
  syscall?: string;
};

const byName: Record<string, SendOutcome> = {
  TooManyRequestsException: "throttle",
  ThrottlingException: "throttle",
  Throttling: "throttle",
  ThrottledException: "throttle",
  RequestThrottled: "throttle",
  LimitExceededException: "throttle",
  AccountSuspendedException: "account_stop",
  SendingPausedException: "account_stop",
  MailFromDomainNotVerifiedException: "campaign_stop",
  NotFoundException: "campaign_stop",
  BadRequestException: "permanent",
  ValidationException: "permanent",
  ValidationError: "permanent",
  InvalidParameterValue: "permanent",
  RequestEntityTooLarge: "campaign_stop",
  RequestEntityTooLargeException: "campaign_stop",
  ConflictException: "retryable",
  RequestTimeout: "unknown",
  RequestTimeoutException: "unknown",
  RequestAborted: "unknown",
  InternalFailure: "unknown",
  InternalServiceErrorException: "unknown",
  InternalServerError: "unknown",
  ServiceUnavailable: "unknown",
  ServiceUnavailableException: "unknown",
  // A bulk call answers 200 with one of these for each entry (SES's documents use both spellings).
  ACCOUNT_THROTTLED: "throttle",
  ACCOUNT_DAILY_QUOTA_EXCEEDED: "throttle",
  TRANSIENT_FAILURE: "retryable",
  FAILED: "permanent",
  MESSAGE_REJECTED: "permanent",
  INVALID_PARAMETER: "permanent",
  INVALID_PARAMETER_VALUE: "permanent",
  TEMPLATE_NOT_FOUND: "campaign_stop",
  TEMPLATE_DOES_NOT_EXIST: "campaign_stop",
  CONFIGURATION_SET_NOT_FOUND: "campaign_stop",
  CONFIGURATION_SET_DOES_NOT_EXIST: "campaign_stop",
  CONFIGURATION_SET_SENDING_PAUSED: "campaign_stop",
  INVALID_SENDING_POOL_NAME: "campaign_stop",
  MAIL_FROM_DOMAIN_NOT_VERIFIED: "campaign_stop",
  ACCOUNT_SUSPENDED: "account_stop",
  ACCOUNT_SENDING_PAUSED: "account_stop",
};

/** Credentials or clocks: nothing can be sent until a person acts. */
const accessErrors = new Set([
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
  "CredentialsProviderError",
]);

const signatureErrors = new Set([
  "IncompleteSignature",
  "IncompleteSignatureException",
  "InvalidSignature",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "RequestExpired",
]);

/** Socket errors that happen before any byte of the request is written. */
const beforeTheFirstByte = new Set([
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * The one place that decides, for every name that SES documents. A claim older than `staleClaimMs`
 * explains a refused signature; a younger one does not.
 */
export function classifySesFailure(
  failure: SesFailure,
  { claimAgeMs, staleClaimMs }: { claimAgeMs: number; staleClaimMs: number },
): SendOutcome {
  if (failure.status === undefined) return classifyWithoutAnswer(failure);
  if (isSignatureRefusal(failure)) {
    return claimAgeMs >= staleClaimMs ? "stale_claim" : "account_stop";
  }
  if (accessErrors.has(failure.name)) return "account_stop";
  if (failure.name === "MessageRejected") return classifyRejection(failure.message);
  const known = byName[failure.name];
  if (known !== undefined) return known;
  return classifyStatus(failure.status);
}

/** Only then does the claim's age matter. */
export function isSignatureRefusal({ name, status }: SesFailure): boolean {
  return status !== undefined && signatureErrors.has(name);
}

function classifyWithoutAnswer(failure: SesFailure): SendOutcome {
  if (failure.name === "CredentialsProviderError") return "account_stop";
  // A host may become unreachable with a call under way, too.
  const wasOpen = failure.syscall === "read" || failure.syscall === "write";
  if (!wasOpen && failure.errno !== undefined && beforeTheFirstByte.has(failure.errno))
    return "not_sent";
  return "unknown";
}

/** "Email address is not verified…" concerns the sender or the sandbox; anything else this mail. */
function classifyRejection(message: string): SendOutcome {
  return /not verified/i.test(message) ? "campaign_stop" : "permanent";
}

function classifyStatus(status: number): SendOutcome {
  if (status === 429) return "throttle";
  if (status === 401 || status === 403) return "account_stop";
  if (status === 408) return "unknown";
  if (status === 413) return "campaign_stop";
  if (status >= 400 && status < 500) return "retryable";
  return "unknown";
}
