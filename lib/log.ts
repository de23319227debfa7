import pino from "pino";
import { env } from "@/lib/env";

/** Structured logs: ids of campaign, recipient and attempt, never addresses or content. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { error: pino.stdSerializers.err },
});
