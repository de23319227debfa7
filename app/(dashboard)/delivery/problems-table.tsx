import { useFormatter, useTranslations } from "next-intl";
import { RecipientStatusBadge } from "@/components/campaigns/recipient-status-badge";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { wordOfFailure } from "@/lib/domain/failure-words";
import type { OpenProblem } from "@/lib/reports/sending-state";

/** Who did not get a mail and why, one row a campaign and cause; each row opens its people. */
export function ProblemsTable({ problems }: { problems: OpenProblem[] }) {
  const t = useTranslations("delivery.problems");
  const words = useTranslations("reports.codes");
  const format = useFormatter();
  return (
    <Table label={t("caption")}>
      <Thead>
        <Tr>
          <Th>{t("campaign")}</Th>
          <Th>{t("state")}</Th>
          <Th>{t("cause")}</Th>
          <Th align="end">{t("people")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {problems.map((problem) => (
          <Tr key={`${problem.campaignId}/${problem.status}/${problem.code}`}>
            <Td>
              <RowLink
                href={`/campaigns/${problem.campaignId}/report/recipients?show=${problem.status}`}
              >
                {problem.name}
              </RowLink>
            </Td>
            <Td>
              <RecipientStatusBadge status={problem.status} />
            </Td>
            <Td>
              {words(wordOfFailure(problem.code))}
              <span className="block font-mono text-sm break-all text-muted">
                {[problem.code, problem.message].filter(Boolean).join(": ")}
              </span>
            </Td>
            <Td align="end" className="tabular-nums">
              {format.number(problem.n)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
