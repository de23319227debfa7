import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SegmentEditor } from "@/app/(dashboard)/audience/segments/segment-editor";
import { WriteButton } from "@/app/(dashboard)/audience/write-button";
import { ruleSentence } from "@/components/segments/rule-sentence";
import { Badge } from "@/components/ui/badge";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import { parseId } from "@/lib/domain/parse-id";
import { isStatic } from "@/lib/domain/segment-rule";
import { hasRole } from "@/lib/domain/user-role";
import { getOrganization } from "@/lib/organization";
import { getSegmentChoices } from "@/lib/segment-choices";
import { countSegment } from "@/lib/segment-count";
import { listSegmentMembers } from "@/lib/segment-members";
import { findSegment, listSegmentsAsking, listSegmentUses } from "@/lib/segments";
import { requireUser } from "@/lib/session";
import { SegmentMembers } from "./segment-members";
import { SegmentUses } from "./segment-uses";

type SegmentPageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ after?: string | string[] }>;
};

export async function generateMetadata({
  params,
}: Pick<SegmentPageProps, "params">): Promise<Metadata> {
  await requireUser();
  const segment = await findSegment(parseId((await params).id) ?? 0);
  return { title: segment?.name ?? (await getTranslations("segments"))("title") };
}

export default async function SegmentPage({ params, searchParams }: SegmentPageProps) {
  const user = await requireUser();
  const segment = await findSegment(parseId((await params).id) ?? 0);
  if (!segment) notFound();
  const { id, name, rule, archivedAt } = segment;
  const hasMembers = isStatic(segment);
  const after = parseId((await searchParams).after);
  const [t, choices, uses, asking, count, listed, { timeZone }] = await Promise.all([
    getTranslations("segments"),
    getSegmentChoices([rule]),
    listSegmentUses(id),
    listSegmentsAsking(id),
    countSegment(rule),
    hasMembers ? listSegmentMembers(id, { after }) : undefined,
    getOrganization(),
  ]);
  const canEdit = hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader
        title={name}
        badge={
          <>
            {hasMembers && <Badge>{t("static")}</Badge>}
            {archivedAt !== null && <Badge>{t("isArchived")}</Badge>}
          </>
        }
        back={{ href: "/audience/segments", label: t("back") }}
        actions={
          canEdit &&
          archivedAt === null && <WriteButton href={`/campaigns/new?segment=${id}`} rule={rule} />
        }
      />
      {listed ? (
        <SegmentMembers
          segment={{ id, name }}
          count={count}
          listed={listed}
          isFirstPage={after === undefined}
          canEdit={canEdit}
          timeZone={timeZone}
        />
      ) : canEdit ? (
        <SegmentEditor segment={{ id, name, rule }} choices={choices} />
      ) : (
        <>
          <p>{ruleSentence(rule, { t, choices })}</p>
          <Stats>
            <Stat label={t("people")} value={t("peopleCount", { count })} />
          </Stats>
        </>
      )}
      <Section title={t("usedIn")}>
        <SegmentUses uses={uses} asking={asking} />
      </Section>
    </Page>
  );
}
