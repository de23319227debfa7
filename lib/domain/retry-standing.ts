import type { SkipReason } from "@/db/schema/recipients";

/**
 * What would become of a failed or doubtful recipient when it is sent again: it is mailed ("ready"),
 * or why not. "wiped": a system mail whose one-time link is gone.
 */
export type RetryStanding = "ready" | "wiped" | "canceled" | SkipReason;
