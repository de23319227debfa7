import { describe, expect, test } from "vitest";
import { formatMetrics, type Metric } from "@/lib/domain/prometheus";
import { parsePrometheus } from "@/tests/support/prometheus-text";

const gauge = (metric: Partial<Metric>): Metric => ({
  name: "queue_messages",
  help: "Messages.",
  type: "gauge",
  samples: [{ value: 1 }],
  ...metric,
});

describe("the text format", () => {
  test("says what a metric is before its samples", () => {
    const text = formatMetrics([
      gauge({
        samples: [{ labels: { queue: "send", state: "visible" }, value: 3 }, { value: 1.5 }],
      }),
    ]);
    expect(text).toBe(
      "# HELP queue_messages Messages.\n# TYPE queue_messages gauge\n" +
        'queue_messages{queue="send",state="visible"} 3\nqueue_messages 1.5\n',
    );
  });

  test("brings every character and every number through", () => {
    const role = 'a "quoted"\\path\nand a line';
    const values = [0, -1, 1e21, 1e-9, Infinity, -Infinity];
    const samples = values.map((value, n) => ({ labels: { role, n: String(n) }, value }));
    const parsed = parsePrometheus(formatMetrics([gauge({ help: "Two\nlines \\", samples })]));
    expect(parsed.get("queue_messages")?.samples.map(({ value }) => value)).toEqual(values);
    expect(parsed.get("queue_messages")?.samples[0]?.labels["role"]).toBe(role);
  });

  test("leaves out what was not measured", () => {
    expect(formatMetrics([gauge({ samples: [] })])).toBe("");
  });
});

describe("the strict reader finds out", () => {
  const head = "# HELP a A.\n# TYPE a gauge\n";
  test.each([
    ["samples without a type", "# HELP a A.\na 1\n", /outside its family/],
    ["a metric without samples", `${head}# HELP b B.\n# TYPE b gauge\nb 1\n`, /no samples/],
    ["a sample of another family", `${head}b 1\n`, /outside its family/],
    ["the same sample twice", `${head}a{x="1"} 1\na{x="1"} 2\n`, /Twice/],
    ["a family twice", `${head}a 1\n${head}a 2\n`, /described twice/],
    ["a quote that ends too early", `${head}a{x="1"2"} 1\n`, /Not labels/],
    ["no number", `${head}a one\n`, /Not a sample/],
    ["no line feed at the end", `${head}a 1`, /line feed/],
    ["an empty line", `${head}a 1\n\n`, /Not a sample/],
  ])("%s", (_, text, message) => {
    expect(() => parsePrometheus(text)).toThrow(message);
  });
});
