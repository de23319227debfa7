/** Codes that stop a campaign or the account, and the words for them (`campaigns.after.stops`). */
const known = {
  AccountSuspendedException: "accountStopped",
  SendingPausedException: "accountStopped",
  MailFromDomainNotVerifiedException: "senderRefused",
  MessageRejected: "senderRefused",
  NotFoundException: "configurationMissing",
  ConfigurationSetDoesNotExistException: "configurationMissing",
  RequestEntityTooLarge: "tooLarge",
  AccessDeniedException: "credentials",
  NotAuthorized: "credentials",
  UnrecognizedClientException: "credentials",
  ExpiredTokenException: "credentials",
  InvalidSignatureException: "credentials",
  IncompleteSignature: "credentials",
  LimitExceededException: "quota",
} as const;

export type StopWord = (typeof known)[keyof typeof known] | "other";

/** Why a machine paused a campaign, as a key of the messages. */
export function wordOfStop(code: string): StopWord {
  const words: Record<string, StopWord | undefined> = known;
  return words[code] ?? "other";
}
