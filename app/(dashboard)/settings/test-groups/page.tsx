import { Users } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/session";
import { listTestGroups } from "@/lib/test-groups";
import { GroupDialog } from "./group-dialog";
import { GroupTable } from "./group-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.testGroups"))("title") };
}

export default async function TestGroupsPage() {
  await requireUser("marketer");
  const [t, groups] = await Promise.all([getTranslations("settings.testGroups"), listTestGroups()]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={<GroupDialog />} />
      {groups.length === 0 ? (
        <EmptyState icon={<Users />} title={t("emptyTitle")} body={t("emptyBody")} />
      ) : (
        <GroupTable groups={groups} />
      )}
    </>
  );
}
