"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { DateTime } from "@/components/ui/date-time";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { UserRole } from "@/lib/domain/user-role";
import { withdrawInvitation } from "./actions";

type InvitationTableProps = {
  invitations: {
    id: number;
    email: string;
    role: UserRole;
    inviterName: string | null;
    expiresAt: Date;
  }[];
  timeZone: string;
};

export function InvitationTable({ invitations, timeZone }: InvitationTableProps) {
  const t = useTranslations("settings.team");
  const roles = useTranslations("shell.roles");
  return (
    <Table label={t("invitations")}>
      <Thead>
        <tr>
          <Th>{t("inviteEmail")}</Th>
          <Th>{t("role")}</Th>
          <Th hideBelow="md">{t("invitedBy")}</Th>
          <Th hideBelow="sm">{t("expires")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </Thead>
      <Tbody>
        {invitations.map(({ id, email, role, inviterName, expiresAt }) => (
          <Tr key={id}>
            <Td className="font-medium">{email}</Td>
            <Td className="whitespace-nowrap">{roles(role)}</Td>
            <Td hideBelow="md">{inviterName ?? "–"}</Td>
            <Td hideBelow="sm">
              <DateTime value={expiresAt} timeZone={timeZone} />
            </Td>
            <Td align="end">
              <Confirm
                trigger={
                  <Button variant="quiet" size="small">
                    {t("withdraw")}
                  </Button>
                }
                title={t("withdrawTitle", { email })}
                body={t("withdrawBody")}
                confirmLabel={t("withdraw")}
                action={withdrawInvitation}
                fields={{ id }}
                variant="danger"
              />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
