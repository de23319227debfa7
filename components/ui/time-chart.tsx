"use client";

import { ChartArea, Table2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatInstant, zoneName } from "@/lib/domain/date-format";
import { Button } from "./button";
import type { ChartPoint, ChartSeries } from "./time-chart-data";
import { TimeChartDrawing } from "./time-chart-drawing";
import { TimeChartTable } from "./time-chart-table";

export type TimeChartProps = {
  /** What is counted; names the chart and its table. */
  label: string;
  points: ChartPoint[];
  /** At most five. */
  series: ChartSeries[];
  timeZone: string;
  kind?: "area" | "bar";
  /** Days need no time on the axis. */
  interval?: "second" | "minute" | "hour" | "day";
};

/** Counts over time, and the same numbers as a table one click away. */
export function TimeChart({
  label,
  points,
  series,
  timeZone,
  kind = "area",
  interval = "minute",
}: TimeChartProps) {
  const t = useTranslations("ui");
  const locale = useLocale();
  const [isTable, setTable] = useState(false);
  const style = interval === "day" ? "date" : "dateTime";
  const named = (at: string) => formatInstant(new Date(at), { timeZone, locale, style });
  const first = points[0];
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <span className="font-medium">{label}</span>
        {!isTable && <Legend series={series} />}
        <span className="ml-auto flex items-center gap-3 text-muted">
          {first !== undefined && zoneName(new Date(first.at), timeZone)}
          <Button size="small" variant="quiet" onPress={() => setTable(!isTable)}>
            {isTable ? <ChartArea aria-hidden /> : <Table2 aria-hidden />}
            {t(isTable ? "asChart" : "asTable")}
          </Button>
        </span>
      </figcaption>
      {first === undefined ? (
        <p className="grid h-56 place-items-center rounded-lg border border-dashed border-line-strong/50 text-muted">
          {t("noData")}
        </p>
      ) : isTable ? (
        <TimeChartTable label={label} points={points} series={series} named={named} />
      ) : (
        <TimeChartDrawing
          label={label}
          points={points}
          series={series}
          kind={kind}
          named={named}
          tick={(at) => {
            const date = new Date(at);
            return interval === "day"
              ? formatInstant(date, { timeZone, locale, style: "date" }).replace(/ ?\d{4}\.? ?/, "")
              : formatInstant(date, {
                  timeZone,
                  locale,
                  style: interval === "second" ? "timeSeconds" : "time",
                });
          }}
        />
      )}
    </figure>
  );
}

/** Each mark repeats the pattern of its area, so that colour is not the only difference. */
function Legend({ series }: { series: ChartSeries[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {series.map(({ key, label, tone }, index) => (
        <li key={key} className="flex items-center gap-1.5">
          <svg aria-hidden className="size-3 rounded-sm" viewBox="0 0 12 12">
            <rect width="12" height="12" fill={`var(--color-${tone})`} fillOpacity={0.25} />
            <path
              d={["M0 1h12", "M0 12L12 0", "M6 0v12", "M0 6h12M6 0v12", "M0 0L12 12"][index % 5]}
              stroke={`var(--color-${tone})`}
              strokeWidth="2"
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}
