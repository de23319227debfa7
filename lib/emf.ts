import { type MetricDimension, type MetricValues, metricLine } from "@/lib/domain/metric-line";
import { env } from "@/lib/env";

/** Elsewhere nobody reads such lines: there `/api/metrics` tells the same. */
const isWanted = env.AWS_LAMBDA_FUNCTION_NAME !== undefined || env.LETTERPRESS_EMF === "1";

/** What one batch of a handler did, for CloudWatch; one line a batch, never one a mail. */
export function emitMetrics(dimension: MetricDimension, values: MetricValues): void {
  if (isWanted) process.stdout.write(`${metricLine(dimension, values, Date.now())}\n`);
}
