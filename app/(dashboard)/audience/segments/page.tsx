import { Archive, Filter } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { getSegmentChoices } from "@/lib/segment-choices";
import { listSegments } from "@/lib/segments";
import { requireUser } from "@/lib/session";
import { NewList } from "./new-list";
import { ReadyMade } from "./ready-made";
import { SegmentTable } from "./segment-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("segments"))("title") };
}

type SegmentsPageProps = { searchParams: Promise<{ state?: string | string[] }> };

export default async function SegmentsPage({ searchParams }: SegmentsPageProps) {
  const user = await requireUser();
  const archived = (await searchParams).state === "archived";
  const [t, segments, { timeZone }] = await Promise.all([
    getTranslations("segments"),
    listSegments({ archived }),
    getOrganization(),
  ]);
  const choices = await getSegmentChoices(segments.map((segment) => segment.rule));
  const canEdit = hasRole(user.role, "marketer");
  const newButton = canEdit && (
    <>
      <NewList />
      <LinkButton href="/audience/segments/new" variant="primary">
        {t("create")}
      </LinkButton>
    </>
  );
  return (
    <Page>
      <PageHeader title={t("title")} description={t("description")} actions={newButton} />
      <div className="flex flex-wrap items-end gap-3">
        <FilterSelect
          label={t("state")}
          paramName="state"
          allLabel={t("inUse")}
          items={[{ id: "archived", label: t("archived") }]}
        />
      </div>
      {segments.length > 0 ? (
        <SegmentTable segments={segments} choices={choices} canEdit={canEdit} timeZone={timeZone} />
      ) : archived ? (
        <EmptyState
          icon={<Archive />}
          title={t("archivedEmptyTitle")}
          body={t("archivedEmptyBody")}
        />
      ) : (
        <EmptyState
          icon={<Filter />}
          title={t("emptyTitle")}
          body={t("emptyBody")}
          action={<div className="flex flex-wrap justify-center gap-2">{newButton}</div>}
        />
      )}
      {canEdit && !archived && <ReadyMade />}
    </Page>
  );
}
