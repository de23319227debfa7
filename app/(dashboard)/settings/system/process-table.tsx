import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Section } from "@/components/ui/section";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { Heartbeat } from "@/lib/system-status";

export function ProcessTable({
  heartbeats,
  timeZone,
}: {
  heartbeats: Heartbeat[];
  timeZone: string;
}) {
  const t = useTranslations("settings.system");
  return (
    <Section title={t("processes")} description={t("processesHint")}>
      {heartbeats.length === 0 ? (
        <p className="text-muted">{t("noProcesses")}</p>
      ) : (
        <Table label={t("processes")}>
          <Thead>
            <tr>
              <Th>{t("process")}</Th>
              <Th>{t("lastSeen")}</Th>
              <Th>{t("state")}</Th>
            </tr>
          </Thead>
          <Tbody>
            {heartbeats.map(({ role, at, isLate }) => (
              <Tr key={role}>
                <Td className="font-mono text-sm whitespace-nowrap">{role}</Td>
                <Td>
                  <DateTime value={at} timeZone={timeZone} style="seconds" />
                </Td>
                <Td>
                  {isLate ? (
                    <Badge tone="bad" icon={<TriangleAlert aria-hidden />}>
                      {t("late")}
                    </Badge>
                  ) : (
                    <Badge tone="good" icon={<CircleCheck aria-hidden />}>
                      {t("alive")}
                    </Badge>
                  )}
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Section>
  );
}
