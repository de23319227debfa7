/** Codes that stop a campaign or the account, and the words for them (`campaigns.after.stops`). */
const known = {
  AccountSuspendedException: "accountStopped",
  SendingPausedException: "accountStopped",
  ACCOUNT_SUSPENDED: "accountStopped",
  ACCOUNT_SENDING_PAUSED: "accountStopped",
  MailFromDomainNotVerifiedException: "senderRefused",
  MessageRejected: "senderRefused",
  NotFoundException: "configurationMissing",
  ConfigurationSetDoesNotExistException: "configurationMissing",
  RequestEntityTooLarge: "tooLarge",
  RequestEntityTooLargeException: "tooLarge",
  AccessDenied: "credentials",
  AccessDeniedException: "credentials",
  NotAuthorized: "credentials",
  OptInRequired: "credentials",
  UnrecognizedClient: "credentials",
  UnrecognizedClientException: "credentials",
  InvalidClientTokenId: "credentials",
  MissingAuthenticationToken: "credentials",
  MissingAuthenticationTokenException: "credentials",
  ExpiredToken: "credentials",
  ExpiredTokenException: "credentials",
  CredentialsProviderError: "credentials",
  InvalidSignature: "credentials",
  InvalidSignatureException: "credentials",
  SignatureDoesNotMatch: "credentials",
  IncompleteSignature: "credentials",
  IncompleteSignatureException: "credentials",
  RequestExpired: "credentials",
  LimitExceededException: "quota",
  BounceRate: "bounces",
  ComplaintRate: "complaints",
  DomainBounceRate: "domainBounces",
  DomainComplaintRate: "domainComplaints",
} as const;

export type StopWord = (typeof known)[keyof typeof known] | "other";

/** Why a machine paused a campaign, as a key of the messages. */
export function wordOfStop(code: string): StopWord {
  const words: Record<string, StopWord | undefined> = known;
  return words[code] ?? "other";
}

/** Reasons that stop every campaign at once: told once, and lifted once for all. */
export const accountStopWords = [
  "accountStopped",
  "credentials",
  "quota",
] as const satisfies StopWord[];
export type AccountStopWord = (typeof accountStopWords)[number];

/** undefined for a reason that concerns one campaign only. */
export function accountStopOf(code: string): AccountStopWord | undefined {
  const word = wordOfStop(code);
  return accountStopWords.find((known) => known === word);
}
