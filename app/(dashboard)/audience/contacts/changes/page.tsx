import { History } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Live } from "@/components/ui/live";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { isRunning } from "@/app/(dashboard)/audience/contacts/bulk-banner";
import { BulkOutcome, BulkWaysOn } from "@/app/(dashboard)/audience/contacts/bulk-outcome";
import { type BulkAction, listBulkActions } from "@/lib/bulk-list";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("contacts"))("more.changes") };
}

/** What was done to many contacts at once, with the way back while there is one. */
export default async function ChangesPage() {
  await requireUser("marketer");
  const [t, actions, { timeZone }] = await Promise.all([
    getTranslations("contacts"),
    listBulkActions({ limit: 100 }),
    getOrganization(),
  ]);
  return (
    <Page>
      <PageHeader
        title={t("more.changes")}
        description={t("bulk.pageHint")}
        back={{ href: "/audience/contacts", label: t("detail.back") }}
      />
      {actions.length === 0 ? (
        <EmptyState icon={<History />} title={t("bulk.noneTitle")} body={t("bulk.noneBody")} />
      ) : (
        <Table label={t("more.changes")}>
          <Thead>
            <tr>
              <Th>{t("bulk.what")}</Th>
              <Th hideBelow="sm">{t("bulk.who")}</Th>
              <Th hideBelow="md">{t("detail.when")}</Th>
              <Th>{t("detail.mailState")}</Th>
              <Th hideBelow="md" />
            </tr>
          </Thead>
          <Tbody>
            {actions.map((action) => (
              <Tr key={action.id}>
                <Td>
                  <BulkOutcome action={action} />
                  <p className="text-sm text-muted md:hidden">
                    <DateTime value={action.createdAt} timeZone={timeZone} />
                  </p>
                  <div className="mt-1 md:hidden">
                    <BulkWaysOn action={action} />
                  </div>
                </Td>
                <Td hideBelow="sm" className="max-w-40 truncate">
                  {action.createdByName}
                </Td>
                <Td hideBelow="md" className="whitespace-nowrap">
                  <DateTime value={action.createdAt} timeZone={timeZone} />
                </Td>
                <Td>
                  <Badge tone={toneOf(action)}>{t(`bulk.status.${action.status}`)}</Badge>
                </Td>
                <Td align="end" hideBelow="md">
                  <BulkWaysOn action={action} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      <Live isRunning={actions.some(isRunning)} />
    </Page>
  );
}

function toneOf(action: BulkAction) {
  if (action.status === "failed") return "bad";
  return isRunning(action) ? "accent" : "neutral";
}
