import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SegmentEditor } from "@/app/(dashboard)/audience/segments/segment-editor";
import { ruleSentence } from "@/components/segments/rule-sentence";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Stat, Stats } from "@/components/ui/stat";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { getSegmentChoices } from "@/lib/segment-choices";
import { countSegment, findSegment, listSegmentUses } from "@/lib/segments";
import { requireUser } from "@/lib/session";
import { SegmentUses } from "./segment-uses";

type SegmentPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: SegmentPageProps): Promise<Metadata> {
  await requireUser();
  const segment = await findSegment(parseId((await params).id) ?? 0);
  return { title: segment?.name ?? (await getTranslations("segments"))("title") };
}

export default async function SegmentPage({ params }: SegmentPageProps) {
  const user = await requireUser();
  const segment = await findSegment(parseId((await params).id) ?? 0);
  if (!segment) notFound();
  const { id, name, rule, archivedAt } = segment;
  const [t, choices, uses, count] = await Promise.all([
    getTranslations("segments"),
    getSegmentChoices([rule]),
    listSegmentUses(id),
    countSegment(rule),
  ]);
  const canEdit = hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader
        title={name}
        badge={archivedAt !== null && <Badge>{t("isArchived")}</Badge>}
        back={{ href: "/audience/segments", label: t("back") }}
        actions={
          canEdit &&
          archivedAt === null && (
            <LinkButton href={`/campaigns/new?segment=${id}`}>{t("writeTo", { count })}</LinkButton>
          )
        }
      />
      {canEdit ? (
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
        <SegmentUses uses={uses} />
      </Section>
    </Page>
  );
}
