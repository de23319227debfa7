import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { AuditEntry } from "@/lib/audit";
import { subjectHref } from "@/lib/domain/audit-subject";
import type { EntryWords } from "./audit-words";

type AuditTableProps = { entries: (AuditEntry & { words: EntryWords })[]; timeZone: string };

export function AuditTable({ entries, timeZone }: AuditTableProps) {
  const t = useTranslations("settings.audit");
  return (
    <Table label={t("label")}>
      <Thead>
        <tr>
          <Th>{t("when", { zone: timeZone })}</Th>
          <Th>{t("who")}</Th>
          <Th>{t("what")}</Th>
          <Th hideBelow="sm">{t("subject")}</Th>
          <Th hideBelow="md">{t("details")}</Th>
          <Th hideBelow="lg">{t("ip")}</Th>
        </tr>
      </Thead>
      <Tbody>
        {entries.map((entry) => (
          <Tr key={entry.id}>
            <Td>
              <DateTime value={entry.at} timeZone={timeZone} style="seconds" showZone={false} />
            </Td>
            <Td className="whitespace-nowrap">{whoOf(entry, t)}</Td>
            <Td>{entry.words.action}</Td>
            <Td hideBelow="sm">
              <Subject subject={entry.subject} words={entry.words.subject} />
            </Td>
            <Td hideBelow="md" className="text-sm text-muted">
              {entry.words.details}
            </Td>
            <Td hideBelow="lg" className="text-sm text-muted">
              {entry.ip}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function whoOf(entry: AuditEntry, t: ReturnType<typeof useTranslations<"settings.audit">>) {
  if (entry.userId === null) return t("system");
  return entry.userName || entry.userEmail || t("deletedUser");
}

function Subject({ subject, words }: { subject: string | null; words: string | null }) {
  const href = subject === null ? undefined : subjectHref(subject);
  return href === undefined ? words : <TextLink href={href}>{words}</TextLink>;
}
