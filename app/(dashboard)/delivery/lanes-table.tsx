import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { LaneState } from "@/lib/reports/sending-state";

/** How fast each kind of mail may leave, and how fast it does. */
export function LanesTable({ lanes, timeZone }: { lanes: LaneState[]; timeZone: string }) {
  const t = useTranslations("delivery");
  const format = useFormatter();
  if (lanes.length === 0) return null;
  return (
    <Table label={t("lanes.caption")}>
      <Thead>
        <Tr>
          <Th>{t("lanes.lane")}</Th>
          <Th align="end">{t("lanes.rate")}</Th>
          <Th align="end">{t("lanes.waiting")}</Th>
          <Th align="end">{t("lanes.lastMinute")}</Th>
          <Th hideBelow="md">{t("lanes.throttledAt")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {lanes.map((lane) => (
          <Tr key={lane.lane}>
            <Td className="font-medium">{t(`lanes.${lane.lane}`)}</Td>
            <Td align="end" className="tabular-nums">
              {t("perSecond", {
                rate: format.number(lane.rate, { maximumFractionDigits: 1 }),
              })}
            </Td>
            <Td align="end" className="tabular-nums">
              {format.number(lane.waiting)}
            </Td>
            <Td align="end" className="tabular-nums">
              {format.number(lane.sentLastMinute)}
            </Td>
            <Td hideBelow="md">
              <DateTime value={lane.throttledAt} timeZone={timeZone} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
