"use client";

import { useFormatter } from "next-intl";
import { type ReactNode, useId } from "react";
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartPoint, ChartSeries, ChartTone } from "./time-chart-data";

type DrawingProps = {
  label: string;
  points: ChartPoint[];
  series: ChartSeries[];
  kind: "area" | "bar";
  named: (at: string) => string;
  tick: (at: string) => string;
};

const color = (tone: ChartTone) => `var(--color-${tone})`;

/** The only file that draws with recharts. */
export function TimeChartDrawing({ label, points, series, kind, named, tick }: DrawingProps) {
  const format = useFormatter();
  const id = useId().replaceAll(/\W/g, "");
  const Chart = kind === "area" ? AreaChart : BarChart;
  const data = points.map((point) => ({ at: point.at, ...point.values }));
  return (
    <div className="h-56 text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <Chart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} title={label}>
          <Patterns id={id} series={series} />
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="at"
            tickFormatter={tick}
            tickLine={false}
            axisLine={{ stroke: "var(--color-line)" }}
            tick={{ fill: "var(--color-muted)" }}
            minTickGap={32}
          />
          <YAxis
            width="auto"
            allowDecimals={false}
            tickFormatter={(value: number) => format.number(value)}
            tickLine={false}
            axisLine={false}
            tick={{ fill: "var(--color-muted)" }}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--color-line-strong)", fill: "var(--color-hover)" }}
            content={({ active, payload, label: at }) =>
              active && typeof at === "string" ? (
                <TooltipBox title={named(at)}>
                  {series.map(({ key, label: name, tone }) => (
                    <div key={key} className="flex items-center gap-2">
                      <span className="size-2 rounded-full" style={{ background: color(tone) }} />
                      <dt className="grow text-muted">{name}</dt>
                      <dd className="font-medium tabular-nums">
                        {format.number(Number(payload.find((p) => p.dataKey === key)?.value ?? 0))}
                      </dd>
                    </div>
                  ))}
                </TooltipBox>
              ) : null
            }
          />
          {series.map(({ key, label: name, tone }) =>
            kind === "area" ? (
              <Area
                key={key}
                dataKey={key}
                name={name}
                type="monotone"
                stroke={color(tone)}
                strokeWidth={2}
                fill={`url(#${id}-${key})`}
                isAnimationActive={false} // a live page would draw it anew every few seconds
              />
            ) : (
              <Bar
                key={key}
                dataKey={key}
                name={name}
                maxBarSize={48}
                stroke={color(tone)}
                fill={`url(#${id}-${key})`}
                isAnimationActive={false} // a live page would draw it anew every few seconds
              />
            ),
          )}
        </Chart>
      </ResponsiveContainer>
    </div>
  );
}

function TooltipBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-40 rounded-md border border-line bg-raised p-2.5 text-sm shadow-float">
      <p className="mb-1 font-medium">{title}</p>
      <dl className="space-y-0.5">{children}</dl>
    </div>
  );
}

/** Lines at a different slant for each series. */
function Patterns({ id, series }: { id: string; series: ChartSeries[] }) {
  return (
    <defs>
      {series.map(({ key, tone }, index) => (
        <pattern
          key={key}
          id={`${id}-${key}`}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${[0, -45, 90, 20, 45][index % 5]})`}
        >
          <rect width="6" height="6" fill={color(tone)} fillOpacity={0.18} />
          <path d="M0 3h6" stroke={color(tone)} strokeOpacity={0.55} strokeWidth="1" />
        </pattern>
      ))}
    </defs>
  );
}
