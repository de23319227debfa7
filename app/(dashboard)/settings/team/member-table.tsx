import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import type { User } from "@/lib/users";
import { MemberMenu } from "./member-menu";

type MemberTableProps = { members: User[]; ownId: number; timeZone: string };

export function MemberTable({ members, ownId, timeZone }: MemberTableProps) {
  const t = useTranslations("settings.team");
  const roles = useTranslations("shell.roles");
  return (
    <Table label={t("members")}>
      <Thead>
        <tr>
          <Th>{t("person")}</Th>
          <Th>{t("role")}</Th>
          <Th hideBelow="md">{t("lastSeen")}</Th>
          <Th hideBelow="sm">{t("state")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </Thead>
      <Tbody>
        {members.map((member) => (
          <Tr key={member.id}>
            <Td>
              <div className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium">{member.name || member.email}</span>
                {member.id === ownId && <Badge tone="accent">{t("you")}</Badge>}
                {member.disabledAt !== null && <Badge className="sm:hidden">{t("disabled")}</Badge>}
              </div>
              {member.name !== "" && <div className="text-sm text-muted">{member.email}</div>}
            </Td>
            <Td className="whitespace-nowrap">{roles(member.role)}</Td>
            <Td hideBelow="md">
              <DateTime value={member.lastSignedInAt} timeZone={timeZone} />
            </Td>
            <Td hideBelow="sm">
              <Badge tone={member.disabledAt === null ? "good" : "neutral"}>
                {t(member.disabledAt === null ? "active" : "disabled")}
              </Badge>
            </Td>
            <Td align="end">
              <MemberMenu
                member={{
                  id: member.id,
                  name: member.name || member.email,
                  role: member.role,
                  isDisabled: member.disabledAt !== null,
                }}
                isSelf={member.id === ownId}
              />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
