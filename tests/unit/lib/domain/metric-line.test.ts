import { expect, test } from "vitest";
import { metricLine } from "@/lib/domain/metric-line";

test("a batch's numbers are one line as CloudWatch reads it", () => {
  const line = metricLine({ Lane: "campaign" }, { Sent: 3, DurationMs: 120.5 }, 1_700_000_000_000);
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: "Letterpress",
          Dimensions: [["Lane"]],
          Metrics: [
            { Name: "Sent", Unit: "Count" },
            { Name: "DurationMs", Unit: "Milliseconds" },
          ],
        },
      ],
    },
    Lane: "campaign",
    Sent: 3,
    DurationMs: 120.5,
  });
});

test("each number that is announced is there, and under the dimension it names", () => {
  const parsed = JSON.parse(metricLine({ Handler: "reconcile" }, { Resent: 0 }, 1));
  const [directive] = parsed._aws.CloudWatchMetrics;
  for (const { Name } of directive.Metrics) expect(typeof parsed[Name]).toBe("number");
  for (const name of directive.Dimensions.flat()) expect(typeof parsed[name]).toBe("string");
});
