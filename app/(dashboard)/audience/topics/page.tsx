import { Archive, Tags } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";
import { listTopics } from "@/lib/topics";
import { TopicDialog } from "./topic-dialog";
import { TopicTable } from "./topic-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("topics"))("title") };
}

type TopicsPageProps = {
  searchParams: Promise<{ state?: string | string[]; count?: string | string[] }>;
};

export default async function TopicsPage({ searchParams }: TopicsPageProps) {
  const user = await requireUser();
  const { state, count } = await searchParams;
  const archived = state === "archived";
  const [t, topics] = await Promise.all([
    getTranslations("topics"),
    listTopics({ archived, isExact: count === "exact" }),
  ]);
  const isEstimated = topics.some(
    ({ subscribed, unsubscribed }) => subscribed.kind === "about" || unsubscribed.kind === "about",
  );
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
        <>
          <TopicTable topics={topics} canEdit={canEdit} />
          {isEstimated && (
            <p className="text-sm text-muted">
              {t("estimated")}{" "}
              <TextLink
                href={
                  archived
                    ? "/audience/topics?state=archived&count=exact"
                    : "/audience/topics?count=exact"
                }
              >
                {t("countAsk")}
              </TextLink>
            </p>
          )}
        </>
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
