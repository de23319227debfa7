import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Page } from "@/components/ui/page";
import { reviewSegments } from "@/lib/campaign-segments";
import { findCampaign } from "@/lib/campaigns";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { countDraftAudience } from "@/lib/draft-audience";
import { getOrganization } from "@/lib/organization";
import { listSegments } from "@/lib/segments";
import { requireUser } from "@/lib/session";
import { listTopics } from "@/lib/topics";
import { CampaignHeader } from "@/app/(dashboard)/campaigns/[id]/campaign-header";
import { ReadOnly } from "@/app/(dashboard)/campaigns/[id]/read-only";
import { AudienceForm } from "./audience-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns.steps"))("audience") };
}

type AudiencePageProps = { params: Promise<{ id: string }> };

export default async function AudiencePage({ params }: AudiencePageProps) {
  const user = await requireUser();
  const id = parseId((await params).id);
  const campaign = id === undefined ? undefined : await findCampaign(id);
  if (!campaign) notFound();
  const [segments, topics, count, { timeZone }] = await Promise.all([
    listSegments(),
    listTopics({ archived: false }),
    countDraftAudience(campaign.id),
    getOrganization(),
  ]);
  const counted = await reviewSegments({
    topicId: campaign.topicId,
    segmentIds: segments.map((segment) => segment.id),
    excludedSegmentIds: [],
  });
  const canEdit = hasRole(user.role, "marketer");
  return (
    <Page>
      <CampaignHeader id={campaign.id} step="audience" />
      <ReadOnly id={campaign.id} status={campaign.status} canEdit={canEdit} />
      <AudienceForm
        // Never by revision: a refresh of the page must not throw away what is being chosen.
        key={`${campaign.id} ${campaign.status}`}
        id={campaign.id}
        revision={campaign.revision}
        kind={campaign.kind}
        audience={{
          topicId: campaign.topicId,
          segmentIds: campaign.segmentIds,
          excludedSegmentIds: campaign.excludedSegmentIds,
        }}
        topics={topics.map((topic) => ({
          id: topic.id,
          name: topic.name,
          people: topic.subscribed,
        }))}
        segments={counted.included}
        count={count}
        timeZone={timeZone}
        isReadOnly={!canEdit || campaign.status !== "draft"}
      />
    </Page>
  );
}
