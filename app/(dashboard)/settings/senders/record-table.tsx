import { CircleAlert, CircleCheck, CircleDashed, CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { CheckedRecord } from "@/lib/identities";

type State = CheckedRecord["state"];

const looks: Record<State, { tone: BadgeTone; icon: ReactNode }> = {
  found: { tone: "good", icon: <CircleCheck aria-hidden /> },
  missing: { tone: "warn", icon: <CircleDashed aria-hidden /> },
  different: { tone: "bad", icon: <CircleAlert aria-hidden /> },
  several: { tone: "bad", icon: <CircleAlert aria-hidden /> },
  no_answer: { tone: "neutral", icon: <CircleHelp aria-hidden /> },
  unchecked: { tone: "neutral", icon: <CircleDashed aria-hidden /> },
};

const needAdvice = ["different", "several", "no_answer"] as const;

/** Each record as a DNS provider asks for it, ready to copy. */
export function RecordTable({ domain, records }: { domain: string; records: CheckedRecord[] }) {
  const t = useTranslations("settings.records");
  return (
    <Table label={t("label", { domain })} className="min-w-200">
      <Thead>
        <tr>
          <Th>{t("purpose")}</Th>
          <Th>{t("type")}</Th>
          <Th>{t("name")}</Th>
          <Th>{t("value")}</Th>
          <Th>{t("state")}</Th>
        </tr>
      </Thead>
      <Tbody>
        {records.map((record) => {
          const advice = needAdvice.find((state) => state === record.state);
          return (
            <Tr key={`${record.type} ${record.name}`}>
              <Td className="whitespace-nowrap">{t(`purposes.${record.purpose}`)}</Td>
              <Td className="whitespace-nowrap">{record.type}</Td>
              <Td>
                <Copyable label={t("name")} value={record.name} />
              </Td>
              <Td>
                <Copyable label={t("value")} value={record.value} />
                {record.priority !== undefined && (
                  <div className="text-sm text-muted">
                    {t("priority", { priority: record.priority })}
                  </div>
                )}
              </Td>
              <Td className="max-w-60">
                <Badge {...looks[record.state]}>{t(`states.${record.state}`)}</Badge>
                {advice && <p className="mt-1 text-sm text-muted">{t(`advice.${advice}`)}</p>}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

function Copyable({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-w-40 items-center gap-1">
      <code className="font-mono text-sm break-all">{value}</code>
      <CopyButton value={value} label={`${label} ${value}`} />
    </div>
  );
}
