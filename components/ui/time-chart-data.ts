export type ChartTone = "accent" | "good" | "warn" | "bad" | "violet";

export type ChartSeries = { key: string; label: string; tone: ChartTone };

/** `at` is an ISO instant: the start of the interval that the values count. */
export type ChartPoint = { at: string; values: Record<string, number> };
