import { MailCheck } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CauseCard } from "@/app/(dashboard)/delivery/cause-card";
import { DeliveryTabs } from "@/app/(dashboard)/delivery/delivery-tabs";
import { readScope } from "@/app/(dashboard)/delivery/read-scope";
import { ScopeLine } from "@/app/(dashboard)/delivery/scope-line";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { failureWindowDays, listFailureGroups, readClock } from "@/lib/reports/failures";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.failures"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FailuresPage({ searchParams }: Props) {
  const user = await requireUser("viewer");
  const { campaignId, campaign } = await readScope(await searchParams);
  // Read before the rows: what fails after it is not what this page shows.
  const asOf = await readClock();
  const [t, groups, { timeZone }] = await Promise.all([
    getTranslations("delivery"),
    listFailureGroups({ campaignId, asOf }),
    getOrganization(),
  ]);
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("failures.description", { days: failureWindowDays })}
      />
      <DeliveryTabs current="failures" campaignId={campaignId} />
      <ScopeLine campaign={campaign} base="/delivery/failures" />
      {groups.length === 0 && (
        <EmptyState
          icon={<MailCheck aria-hidden />}
          title={t("failures.emptyTitle")}
          body={t(campaignId === undefined ? "failures.emptyBody" : "failures.emptyCampaign")}
        />
      )}
      {groups.map((group) => (
        <CauseCard
          key={group.cause}
          group={group}
          campaignId={campaignId}
          asOf={asOf}
          timeZone={timeZone}
          canRetry={hasRole(user.role, "marketer")}
        />
      ))}
    </Page>
  );
}
