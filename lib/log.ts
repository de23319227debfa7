import pino from "pino";
import { maskAddresses } from "@/lib/domain/mask";
import { env } from "@/lib/env";

/** Names that no entry should have; tests/unit/log-calls.test.ts keeps them out of the code. */
const personal = [
  "email",
  "emailNormalized",
  "to",
  "name",
  "phone",
  "subject",
  "mergeData",
  "data",
];

/** Should one slip in after all, its value does not. */
export const redaction = {
  paths: personal.flatMap((name) => [name, `*.${name}`]),
  censor: "[personal]",
};

/** Structured logs: ids of campaign, recipient and attempt, never addresses or content. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  redact: redaction,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: describeError, err: describeError },
});

/**
 * What tells a developer what went wrong, and nothing of people: a failed query names its values in
 * its message, PostgreSQL the row at fault in `detail` and `where`, SES the address it refuses, and
 * JSON.parse the text it could not read.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { cause, stack = "" } = error;
  const code = "code" in error ? error.code : undefined;
  const end = stack.indexOf(error.message);
  return {
    type: error.name,
    message: describeMessage(error),
    ...(typeof code === "string" && { code }),
    // The frames only: the stack begins with the message.
    stack: end === -1 ? "" : stack.slice(end + error.message.length).trim(),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

function describeMessage({ message }: Error): string {
  const withoutValues = message
    .replace(/\nparams: .*$/s, "")
    .replace(/(?:\.\.\.)?".*"(?:\.\.\.)? is not valid JSON/s, "the text is not valid JSON");
  return maskAddresses(withoutValues);
}
