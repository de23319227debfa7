"use client";

import { Ban, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { DateTime } from "@/components/ui/date-time";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { isApiScope } from "@/lib/domain/api-scope";
import { revokeKey } from "./actions";

type KeyTableProps = {
  keys: {
    id: number;
    name: string;
    start: string;
    scopes: string[];
    createdAt: Date;
    createdByName: string | null;
    lastUsedAt: Date | null;
    revokedAt: Date | null;
  }[];
  timeZone: string;
};

export function KeyTable({ keys, timeZone }: KeyTableProps) {
  const t = useTranslations("apiKeys");
  return (
    <Table label={t("list")}>
      <Thead>
        <tr>
          <Th>{t("use")}</Th>
          <Th hideBelow="md">{t("scopes")}</Th>
          <Th>{t("lastUsed")}</Th>
          <Th hideBelow="sm">{t("created")}</Th>
          <Th>{t("state")}</Th>
          <Th>
            <span className="sr-only">{t("actions")}</span>
          </Th>
        </tr>
      </Thead>
      <Tbody>
        {keys.map((key) => (
          <Tr key={key.id}>
            <Td className="font-medium">
              <span className="block">{key.name}</span>
              <span className="font-mono text-sm font-normal whitespace-nowrap text-muted">
                {key.start}…
              </span>
            </Td>
            <Td hideBelow="md" className="text-sm">
              {key.scopes
                .map((scope) => (isApiScope(scope) ? t(`scope.${scope}`) : scope))
                .join(", ")}
            </Td>
            <Td>
              {key.lastUsedAt === null ? (
                <span className="text-muted">{t("never")}</span>
              ) : (
                <DateTime value={key.lastUsedAt} timeZone={timeZone} />
              )}
            </Td>
            <Td hideBelow="sm">
              <DateTime value={key.createdAt} timeZone={timeZone} />
              <span className="block text-sm text-muted">{key.createdByName}</span>
            </Td>
            <Td>
              {key.revokedAt === null ? (
                <Badge tone="good" icon={<CircleCheck aria-hidden />}>
                  {t("active")}
                </Badge>
              ) : (
                <Badge tone="neutral" icon={<Ban aria-hidden />}>
                  {t("revoked")}
                </Badge>
              )}
            </Td>
            <Td align="end">
              {key.revokedAt === null && (
                <Confirm
                  trigger={
                    <Button variant="quiet" size="small">
                      {t("revoke")}
                    </Button>
                  }
                  title={t("revokeTitle", { name: key.name })}
                  body={t("revokeBody")}
                  confirmLabel={t("revoke")}
                  action={revokeKey}
                  fields={{ id: key.id }}
                  variant="danger"
                />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
