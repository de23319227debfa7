/** Codes that have words of their own in the messages (`reports.codes`). */
const known = {
  MessageRejected: "rejected",
  BadRequestException: "badRequest",
  ConflictException: "conflict",
  ContentError: "content",
  LeaseExpired: "leaseExpired",
  TimeoutError: "timeout",
  ECONNRESET: "reset",
  InternalServiceErrorException: "sesError",
  InternalFailure: "sesError",
  InternalServerError: "sesError",
  ServiceUnavailable: "sesError",
} as const;

export type FailureWord = (typeof known)[keyof typeof known] | "other";

/** The words for an error code of SES, of the network or of ours. */
export function wordOfFailure(code: string): FailureWord {
  const words: Record<string, FailureWord | undefined> = known;
  return words[code] ?? "other";
}
