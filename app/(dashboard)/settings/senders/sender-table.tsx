import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { ListedSender } from "@/lib/senders";
import { IdentityBadge } from "./identity-badge";
import { SenderMenu } from "./sender-menu";

type SenderTableProps = { senders: ListedSender[]; canEdit: boolean };

export function SenderTable({ senders, canEdit }: SenderTableProps) {
  const t = useTranslations("settings.senders");
  return (
    <Table label={t("title")}>
      <Thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th hideBelow="sm">{t("email")}</Th>
          <Th>{t("state")}</Th>
          {canEdit && (
            <Th>
              <span className="sr-only">{t("actions")}</span>
            </Th>
          )}
        </tr>
      </Thead>
      <Tbody>
        {senders.map((sender) => (
          <Tr key={sender.id}>
            <Td>
              <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-medium">{sender.name}</span>
                {sender.isDefault && <Badge tone="accent">{t("default")}</Badge>}
              </div>
              <div className="text-sm text-muted sm:hidden">{sender.email}</div>
            </Td>
            <Td hideBelow="sm">
              <div>{sender.email}</div>
              {sender.replyTo !== null && (
                <div className="text-sm text-muted">
                  {t("repliesTo", { email: sender.replyTo })}
                </div>
              )}
            </Td>
            <Td>
              <IdentityBadge state={sender.identityState} />
            </Td>
            {canEdit && (
              <Td align="end">
                <SenderMenu sender={sender} />
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
