import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeliveryTabs } from "@/app/(dashboard)/delivery/delivery-tabs";
import { DoubtCard } from "@/app/(dashboard)/delivery/doubt-card";
import { needsPerson } from "@/app/(dashboard)/delivery/doubt-step";
import { readScope } from "@/app/(dashboard)/delivery/read-scope";
import { ScopeLine } from "@/app/(dashboard)/delivery/scope-line";
import { EmptyState } from "@/components/ui/empty-state";
import { Live } from "@/components/ui/live";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { listDoubtGroups } from "@/lib/reports/doubts";
import { readClock } from "@/lib/reports/failures";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("delivery.doubts"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InDoubtPage({ searchParams }: Props) {
  const user = await requireUser("viewer");
  const { campaignId, campaign } = await readScope(await searchParams);
  // Read before the rows: who comes in doubt after it is not whom this page shows.
  const asOf = await readClock();
  const [t, groups, { timeZone }] = await Promise.all([
    getTranslations("delivery"),
    listDoubtGroups({ campaignId, asOf }),
    getOrganization(),
  ]);
  return (
    <Page>
      <PageHeader title={t("title")} description={t("doubts.description")} />
      <Live isRunning={groups.length > 0} seconds={10} />
      <DeliveryTabs current="inDoubt" campaignId={campaignId} />
      <ScopeLine campaign={campaign} base="/delivery/in-doubt" />
      {groups.length === 0 ? (
        <EmptyState
          icon={<CircleCheck aria-hidden />}
          title={t("doubts.emptyTitle")}
          body={t("doubts.emptyBody")}
        />
      ) : groups.some(needsPerson) ? (
        <Notice tone="warn" title={t("doubts.warningTitle")}>
          {t("doubts.warning")}
        </Notice>
      ) : (
        <Notice title={t("doubts.ruleTitle")}>{t("doubts.ruleBody")}</Notice>
      )}
      {groups.map((group) => (
        <DoubtCard
          key={group.campaignId}
          group={group}
          asOf={asOf}
          timeZone={timeZone}
          canDecide={hasRole(user.role, "marketer")}
        />
      ))}
    </Page>
  );
}
