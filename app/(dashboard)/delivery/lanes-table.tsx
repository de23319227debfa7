import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { LaneState } from "@/lib/reports/sending-state";

/** Who waits in each lane, and why when nobody leaves. */
export function LanesTable({ lanes }: { lanes: LaneState[] }) {
  const t = useTranslations("delivery.lanes");
  const format = useFormatter();
  return (
    <Table label={t("caption")}>
      <Thead>
        <tr>
          <Th>{t("lane")}</Th>
          <Th align="end">{t("waiting")}</Th>
          <Th>{t("state")}</Th>
        </tr>
      </Thead>
      <Tbody>
        {lanes.map(({ lane, waiting, paused, held }) => (
          <Tr key={lane}>
            <Td className="font-medium">{t(lane)}</Td>
            <Td align="end" className="tabular-nums">
              {format.number(waiting)}
              {paused > 0 && (
                <p className="ml-auto max-w-24 text-sm text-muted">{t("paused", { n: paused })}</p>
              )}
            </Td>
            <Td>
              {held === null ? (
                <Badge tone="good">{t("open")}</Badge>
              ) : (
                <Badge tone="warn" className="h-auto whitespace-normal">
                  {t(`held.${held}`)}
                </Badge>
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
