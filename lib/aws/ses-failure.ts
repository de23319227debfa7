import type { SesFailure } from "@/lib/domain/ses-outcome";

/** Narrows whatever `sendEmail` threw to what the classifier reads. */
export function describeSesError(error: unknown): SesFailure {
  if (!(error instanceof Error)) return { name: "UnknownError", message: String(error) };
  const status = readNumber(readProperty(error, "$metadata"), "httpStatusCode");
  const errno = findErrno(error);
  const syscall = readProperty(error, "syscall") ?? readProperty(error.cause, "syscall");
  return {
    name: error.name,
    message: error.message.slice(0, 500),
    ...(status === undefined ? {} : { status }),
    ...(errno === undefined ? {} : { errno }),
    ...(typeof syscall === "string" ? { syscall } : {}),
  };
}

/** The SDK calls both time limits a TimeoutError; only connecting is known to have sent nothing. */
function findErrno(error: Error): string | undefined {
  if (error.message.includes("did not establish a connection")) return "CONNECT_TIMEOUT";
  const errno = readProperty(error, "code") ?? readProperty(error.cause, "code");
  return typeof errno === "string" ? errno : undefined;
}

function readProperty(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function readNumber(value: unknown, key: string): number | undefined {
  const found = readProperty(value, key);
  return typeof found === "number" ? found : undefined;
}
