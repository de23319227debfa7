import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { maskEmail } from "@/lib/domain/mask";
import type { ListedSuppression } from "@/lib/suppression-list";
import { LiftButton } from "./lift-button";
import { ReasonBadge } from "./reason-badge";

type SuppressionTableProps = { rows: ListedSuppression[]; canEdit: boolean; timeZone: string };

/** Who may not edit sees masked addresses. */
export function SuppressionTable({ rows, canEdit, timeZone }: SuppressionTableProps) {
  const t = useTranslations("suppressions");
  return (
    <Table label={t("title")}>
      <Thead>
        <tr>
          <Th>{t("email")}</Th>
          <Th>{t("reason")}</Th>
          <Th hideBelow="md">{t("cameFrom")}</Th>
          <Th hideBelow="sm">{t("since")}</Th>
          {canEdit && (
            <Th align="end">
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={`${row.emailNormalized} ${row.reason}`}>
            <Td className="max-w-80">
              <span className="break-all">
                {canEdit ? <Address row={row} /> : maskEmail(row.emailNormalized)}
              </span>
              {row.note !== null && row.note !== "" && (
                <p className="text-sm text-muted">{row.note}</p>
              )}
            </Td>
            <Td>
              <ReasonBadge reason={row.reason} />
            </Td>
            <Td hideBelow="md" className="text-muted">
              <CameFrom row={row} />
            </Td>
            <Td hideBelow="sm" className="text-muted">
              <DateTime value={row.createdAt} timeZone={timeZone} />
            </Td>
            {canEdit && (
              <Td align="end">
                <LiftButton emailNormalized={row.emailNormalized} reason={row.reason} />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Address({ row }: { row: ListedSuppression }) {
  if (row.contactId === null) return row.emailNormalized;
  return <TextLink href={`/audience/contacts/${row.contactId}`}>{row.emailNormalized}</TextLink>;
}

const knownSources = ["ses", "ses_list", "one_click", "preference_page", "undo"] as const;

/** Who told us: SES, the person, somebody of the team, or a file. */
function CameFrom({ row }: { row: ListedSuppression }) {
  const t = useTranslations("suppressions.sources");
  const known = knownSources.find((source) => source === row.source);
  const words = known
    ? t(known)
    : row.source.startsWith("import:")
      ? t("import")
      : row.source.startsWith("user:")
        ? row.userName
          ? t("user", { name: row.userName })
          : t("team")
        : t("other");
  return row.campaignId === null ? (
    words
  ) : (
    <>
      {words} · <TextLink href={`/campaigns/${row.campaignId}/report`}>{t("campaign")}</TextLink>
    </>
  );
}
