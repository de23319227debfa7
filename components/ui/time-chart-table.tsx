"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Table, Tbody, Td, Th, Thead, Tr } from "./table";
import type { ChartPoint, ChartSeries } from "./time-chart-data";

type TimeChartTableProps = {
  label: string;
  points: ChartPoint[];
  series: ChartSeries[];
  named: (at: string) => string;
};

export function TimeChartTable({ label, points, series, named }: TimeChartTableProps) {
  const t = useTranslations("ui");
  const format = useFormatter();
  return (
    <div className="max-h-80 overflow-y-auto rounded-lg">
      <Table label={label}>
        <Thead>
          <tr>
            <Th>{t("time")}</Th>
            {series.map(({ key, label: name }) => (
              <Th key={key} align="end">
                {name}
              </Th>
            ))}
          </tr>
        </Thead>
        <Tbody>
          {points.map((point) => (
            <Tr key={point.at}>
              <Td>{named(point.at)}</Td>
              {series.map(({ key }) => (
                <Td key={key} align="end">
                  {format.number(point.values[key] ?? 0)}
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
