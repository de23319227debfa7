import type { BulkFailure } from "@/lib/domain/bulk-action";

/** Classes of PostgreSQL errors: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const failures: Record<string, BulkFailure> = {
  "23503": "gone", // foreign_key_violation: the topic was deleted
  "40P01": "busy", // deadlock_detected
  "40001": "busy", // serialization_failure
  "55P03": "busy", // lock_not_available
  "57014": "busy", // query_canceled, by a time limit
  "53300": "busy", // too_many_connections
};

/** What a person is told; the error itself may hold values of contacts and stays in the log. */
export function failureOf(error: unknown): BulkFailure {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const failure = "code" in cause ? failures[String(cause.code)] : undefined;
    if (failure) return failure;
  }
  return "error";
}
