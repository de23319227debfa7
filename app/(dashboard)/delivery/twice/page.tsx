import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CampaignName } from "@/app/(dashboard)/delivery/campaign-name";
import { DeliveryTabs } from "@/app/(dashboard)/delivery/delivery-tabs";
import { readScope } from "@/app/(dashboard)/delivery/read-scope";
import { ScopeLine } from "@/app/(dashboard)/delivery/scope-line";
import { Who } from "@/app/(dashboard)/delivery/who";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { formatCursor, parseCursor } from "@/lib/domain/list-cursor";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { countDuplicates, type DuplicateAccept, listDuplicates } from "@/lib/reports/duplicates";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.tabs"))("twice") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TwicePage({ searchParams }: Props) {
  const user = await requireUser("viewer");
  const search = await searchParams;
  const { campaignId, campaign } = await readScope(search);
  const after = parseCursor(search["after"]);
  const [t, { duplicates, next }, count, { timeZone }] = await Promise.all([
    getTranslations("delivery"),
    listDuplicates({ campaignId, after }),
    countDuplicates(campaignId),
    getOrganization(),
  ]);
  const href = (extra: Record<string, string>) =>
    `/delivery/twice?${new URLSearchParams({
      ...(campaignId !== undefined && { campaign: String(campaignId) }),
      ...extra,
    })}`;
  const isMasked = !hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader title={t("title")} description={t("twice.description")} />
      <DeliveryTabs current="twice" campaignId={campaignId} />
      <ScopeLine campaign={campaign} base="/delivery/twice" />
      {duplicates.length === 0 ? (
        <EmptyState
          icon={<CircleCheck aria-hidden />}
          title={t("twice.emptyTitle")}
          body={t("twice.emptyBody")}
        />
      ) : (
        <>
          <Table label={t("twice.caption")}>
            <Thead>
              <tr>
                <Th>{t("twice.who")}</Th>
                <Th>{t("twice.campaign")}</Th>
                <Th hideBelow="md">{t("twice.seen")}</Th>
                <Th>{t("twice.why")}</Th>
                <Th hideBelow="lg">{t("twice.ids")}</Th>
              </tr>
            </Thead>
            <Tbody>
              {duplicates.map((duplicate) => (
                <Tr key={`${duplicate.campaignId}:${duplicate.recipientId}`}>
                  <Td>
                    <Who {...duplicate} isMasked={isMasked} />
                  </Td>
                  <Td>
                    <CampaignName
                      id={duplicate.campaignId}
                      name={duplicate.campaignName}
                      kind={duplicate.kind}
                    />
                  </Td>
                  <Td hideBelow="md">
                    <DateTime value={duplicate.seenAt} timeZone={timeZone} style="seconds" />
                  </Td>
                  <Td>{t(`twice.${explain(duplicate)}`)}</Td>
                  <Td hideBelow="lg" className="font-mono text-sm break-all text-muted">
                    {duplicate.sesMessageIds.join(" ")}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
          <Pager
            previous={after === undefined ? undefined : href({})}
            next={next && href({ after: formatCursor(next) })}
          >
            {t("twice.count", { n: count })}
          </Pager>
        </>
      )}
    </Page>
  );
}

/** Every second mail has a reason on its row; one without is a fault of ours. */
function explain({ redriveNo, inDoubtCount }: DuplicateAccept) {
  if (redriveNo > 0) return "operator" as const;
  return inDoubtCount > 0 ? ("doubt" as const) : ("unknown" as const);
}
