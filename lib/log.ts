import pino from "pino";
import { env } from "@/lib/env";

/** Structured logs: ids of campaign, recipient and attempt, never addresses or content. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: describeError, err: describeError },
});

/**
 * What tells a developer what went wrong, and nothing of people: a failed query names its values in
 * its message, and PostgreSQL the row at fault in `detail` and `where`.
 */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { cause, stack = "" } = error;
  const code = "code" in error ? error.code : undefined;
  const end = stack.indexOf(error.message);
  return {
    type: error.name,
    message: error.message.replace(/\nparams: .*$/s, ""),
    ...(typeof code === "string" && { code }),
    // The frames only: the stack begins with the message.
    stack: end === -1 ? "" : stack.slice(end + error.message.length).trim(),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}
