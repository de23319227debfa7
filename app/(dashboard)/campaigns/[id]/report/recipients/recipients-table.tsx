import { useTranslations } from "next-intl";
import { RecipientStatusBadge } from "@/components/campaigns/recipient-status-badge";
import { DateTime } from "@/components/ui/date-time";
import { RowLink, Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { maskEmail } from "@/lib/domain/mask";
import { causeOfFailure } from "@/lib/domain/failure-cause";
import type { RecipientRow } from "@/lib/reports/recipients";

type Props = { recipients: RecipientRow[]; base: string; timeZone: string; isMasked: boolean };

export function RecipientsTable({ recipients, base, timeZone, isMasked }: Props) {
  const t = useTranslations("reports.recipients");
  return (
    <Table label={t("caption")}>
      <Thead>
        <Tr>
          <Th>{t("who")}</Th>
          <Th>{t("state")}</Th>
          <Th hideBelow="sm">{t("why")}</Th>
          <Th hideBelow="md">{t("sentAt")}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {recipients.map((recipient) => (
          <Tr key={recipient.id}>
            <Td>
              <RowLink href={`${base}/recipients/${recipient.id}`}>
                {recipient.email === ""
                  ? t("erased")
                  : isMasked
                    ? maskEmail(recipient.email)
                    : recipient.email}
              </RowLink>
              {!isMasked && recipient.name !== "" && (
                <span className="block text-sm text-muted">{recipient.name}</span>
              )}
            </Td>
            <Td>
              <RecipientStatusBadge status={recipient.status} />
            </Td>
            <Td hideBelow="sm" className="text-muted">
              <Reported recipient={recipient} />
            </Td>
            <Td hideBelow="md">
              <DateTime value={recipient.sentAt} timeZone={timeZone} style="seconds" />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** The most telling thing that is known about this one. */
function Reported({ recipient }: { recipient: RecipientRow }) {
  const t = useTranslations("reports");
  const causes = useTranslations("delivery.causes");
  if (recipient.skipReason !== null) return t(`skip.${recipient.skipReason}`);
  if (recipient.status !== "sent") {
    const { errorCode, errorMessage } = recipient;
    return errorCode === null ? null : causes(`${causeOfFailure(errorCode, errorMessage)}.title`);
  }
  if (recipient.complainedAt) return t("event.complaint");
  if (recipient.bouncedAt) return t("event.bounce");
  if (recipient.unsubscribedAt) return t("event.unsubscribe");
  if (recipient.clickedAt) return t("event.click");
  if (recipient.openedAt) return t("event.open");
  if (recipient.deliveredAt) return t("event.delivery");
  return t("event.none");
}
