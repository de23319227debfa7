/** What goes back over the wire; faults may also hang up or never answer. */
export type Reply =
  | { kind: "answer"; status: number; body: unknown; errorName?: string }
  | { kind: "hang"; ms: number | undefined }
  | { kind: "reset" };

/** SES v2's error names with the HTTP codes that the SDK's schemas state. */
const statusOf = {
  AlreadyExistsException: 400,
  BadRequestException: 400,
  InternalFailure: 500,
  InvalidNextTokenException: 400,
  InvalidSignatureException: 403,
  LimitExceededException: 400,
  MailFromDomainNotVerifiedException: 400,
  MessageRejected: 400,
  MissingAuthenticationTokenException: 403,
  NotFoundException: 404,
  RequestEntityTooLargeException: 413,
  SendingPausedException: 400,
  AccountSuspendedException: 400,
  ServiceUnavailableException: 503,
  TooManyRequestsException: 429,
  UnknownOperationException: 404,
} as const;

export type SesErrorName = keyof typeof statusOf;

export function isSesErrorName(name: string): name is SesErrorName {
  return Object.hasOwn(statusOf, name);
}

export function ok(body: unknown = {}): Reply {
  return { kind: "answer", status: 200, body };
}

export function refuse(errorName: SesErrorName, message: string): Reply {
  return { kind: "answer", status: statusOf[errorName], body: { message }, errorName };
}

export function unknownOperation(): Reply {
  return refuse("UnknownOperationException", "The local SES does not know this operation.");
}
