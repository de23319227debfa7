"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { removeGroup } from "./actions";
import { GroupDialog } from "./group-dialog";

type GroupTableProps = { groups: { id: number; name: string; addresses: string[] }[] };

export function GroupTable({ groups }: GroupTableProps) {
  const t = useTranslations("settings.testGroups");
  return (
    <Table label={t("title")}>
      <Thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th hideBelow="sm">{t("addresses")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </Thead>
      <Tbody>
        {groups.map((group) => (
          <Tr key={group.id}>
            <Td className="font-medium">
              {group.name}
              <span className="block text-sm font-normal text-muted">
                {t("count", { count: group.addresses.length })}
              </span>
            </Td>
            <Td hideBelow="sm" className="text-sm wrap-anywhere">
              {group.addresses.join(", ")}
            </Td>
            <Td align="end">
              <div className="flex justify-end gap-1">
                <GroupDialog group={group} />
                <Confirm
                  trigger={
                    <Button variant="quiet" size="small">
                      {t("remove")}
                    </Button>
                  }
                  title={t("removeTitle", { name: group.name })}
                  body={t("removeBody")}
                  confirmLabel={t("remove")}
                  action={removeGroup}
                  fields={{ id: group.id }}
                  variant="danger"
                />
              </div>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
