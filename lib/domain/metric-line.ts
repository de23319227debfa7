/** Of which part the numbers are: a lane of sending, or a handler. */
export type MetricDimension = { Lane: string } | { Handler: string };

/** Numbers by name; those that end in `Ms` are milliseconds, all others counts. */
export type MetricValues = Record<string, number>;

const namespace = "Letterpress";

/**
 * One log line from which CloudWatch makes metrics by itself: the "embedded metric format"
 * (docs.aws.amazon.com/AmazonCloudWatch, "Specification: Embedded metric format").
 */
export function metricLine(
  dimension: MetricDimension,
  values: MetricValues,
  timestamp: number,
): string {
  const metrics = Object.keys(values).map((name) => ({
    Name: name,
    Unit: name.endsWith("Ms") ? "Milliseconds" : "Count",
  }));
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [Object.keys(dimension)], Metrics: metrics },
      ],
    },
    ...dimension,
    ...values,
  });
}
