import { Archive, Tags } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";
import { listTopics } from "@/lib/topics";
import { TopicDialog } from "./topic-dialog";
import { TopicTable } from "./topic-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("topics"))("title") };
}

type TopicsPageProps = { searchParams: Promise<{ state?: string | string[] }> };

export default async function TopicsPage({ searchParams }: TopicsPageProps) {
  const user = await requireUser();
  const archived = (await searchParams).state === "archived";
  const [t, topics] = await Promise.all([getTranslations("topics"), listTopics({ archived })]);
  const canEdit = hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={canEdit && <TopicDialog kind="create" />}
      />
      <div className="flex flex-wrap items-end gap-3">
        <FilterSelect
          label={t("state")}
          paramName="state"
          allLabel={t("inUse")}
          items={[{ id: "archived", label: t("archived") }]}
        />
      </div>
      {topics.length > 0 ? (
        <TopicTable topics={topics} canEdit={canEdit} />
      ) : archived ? (
        <EmptyState
          icon={<Archive />}
          title={t("archivedEmptyTitle")}
          body={t("archivedEmptyBody")}
        />
      ) : (
        <EmptyState icon={<Tags />} title={t("emptyTitle")} body={t("emptyBody")} />
      )}
    </Page>
  );
}
