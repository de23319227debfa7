import { eq } from "drizzle-orm";
import { db } from "@/db";
import { topics } from "@/db/schema/audience";
import type { SesAccount } from "@/lib/aws/ses";
import { type AudienceReview, countUnverified, reviewAudience } from "@/lib/campaign-audience";
import { compileCampaign, describeMail } from "@/lib/campaign-content";
import { reviewSegments, type SegmentReview } from "@/lib/campaign-segments";
import { type Campaign, getCampaign } from "@/lib/campaigns";
import { compileContent, type CompileResult } from "@/lib/content/compile";
import type { PreflightItem } from "@/lib/domain/preflight-item";
import { type AudienceDefinition, defineAudience } from "@/lib/delivery/audience";
import { type DraftForecast, forecastDraft } from "@/lib/delivery/forecast";
import type { CampaignProblem } from "@/lib/domain/campaign-problem";
import { domainOf } from "@/lib/domain/identity-name";
import { hasSampleLinks } from "@/lib/domain/template-samples";
import { preflightDraft } from "@/lib/draft-preflight";
import { reviewRisk, type RiskReview } from "@/lib/list-risk";
import { getOrganization } from "@/lib/organization";
import { findSesAccount } from "@/lib/ses-account";
import { findSender, type ListedSender, listSenders, type Sender } from "@/lib/senders";

export type CampaignReview = AudienceReview & {
  campaign: Campaign;
  sender: Sender | undefined;
  topicName: string | undefined;
  segments: SegmentReview;
  problems: CampaignProblem[];
  compiled: CompileResult;
  /** Gmail cuts its end off: a person has to know that before it goes out. */
  isClipped: boolean;
  /** If it starts at its time, or now. */
  forecast: DraftForecast;
  /** The same if it starts when the next day begins, with the caps of that day. */
  forecastTomorrow: DraftForecast;
};

/**
 * Everything a person should know before pressing send; reads only. `startsAt` is when it is meant to
 * start, if that is not decided yet.
 */
export async function reviewCampaign(
  id: number,
  { startsAt }: { startsAt?: Date | undefined } = {},
): Promise<CampaignReview> {
  const campaign = await getCampaign(id);
  const mail = await describeMail(campaign);
  const compiled = await compileContent(mail);
  const definition = await defineCampaignAudience(campaign, compiled);
  const drawn = compiled.ok ? compiled : await compileContent(mail, { complete: false });
  const [preflight, audience, segments, sender, senders, topic, ses] = await Promise.all([
    preflightDraft(mail, drawn.ok ? drawn.compiled : undefined),
    reviewAudience(definition),
    reviewSegments(campaign),
    campaign.senderId === null ? undefined : findSender(campaign.senderId),
    listSenders(),
    findTopicState(campaign.topicId),
    findSesAccount(),
  ]);
  const account = ses?.account;
  const draft = {
    count: audience.willGet,
    kind: campaign.kind,
    domain: sender ? domainOf(sender.email) : "",
  };
  const at = startsAt ?? campaign.scheduledFor ?? new Date();
  const forecast = await forecastDraft({ ...draft, startsAt: at });
  const unverified = account && !account.productionAccess ? await countUnverified(definition) : 0;
  return {
    ...audience,
    campaign,
    sender,
    topicName: topic?.name,
    segments,
    compiled,
    isClipped: preflight.some(({ code }) => code === "clipped"),
    forecast,
    forecastTomorrow: await forecastDraft({ ...draft, startsAt: "tomorrow" }),
    problems: [
      ...senderProblems(sender, senders),
      ...contentProblems(campaign, preflight),
      ...audienceProblems({ campaign, audience, segments, topic }),
      ...(await organizationProblems(campaign)),
      ...accountProblems({ account, unverified }),
    ],
  };
}

/** The risk of the list that a draft is for, from who would get it. */
export async function reviewCampaignRisk(id: number, willGet: number): Promise<RiskReview> {
  const campaign = await getCampaign(id);
  const definition = await defineCampaignAudience(campaign, await compileCampaign(campaign));
  return reviewRisk(definition, willGet);
}

/** The one definition of who a draft is for; the fan-out freezes the same at launch. */
export async function defineCampaignAudience(
  campaign: Campaign,
  compiled: CompileResult,
): Promise<AudienceDefinition> {
  // A mail that does not compile yet has no slots to miss a value in.
  const requiredFields = compiled.ok ? compiled.compiled.requiredFields : [];
  return defineAudience(campaign, { requiredFields });
}

async function findTopicState(topicId: number | null) {
  if (topicId === null) return undefined;
  const [topic] = await db
    .select({ name: topics.name, archivedAt: topics.archivedAt })
    .from(topics)
    .where(eq(topics.id, topicId));
  return topic;
}

function senderProblems(sender: Sender | undefined, choice: ListedSender[]): CampaignProblem[] {
  if (!sender) return [{ code: "no_sender" }];
  const { name, email } = sender;
  switch (choice.find(({ id }) => id === sender.id)?.identityState) {
    case undefined:
      return [{ code: "sender_archived", name }];
    case "unverified":
      return [{ code: "sender_unverified", name: email }];
    case "unknown":
      return [{ code: "sender_unchecked", name: email }];
    case "verified":
      return [];
  }
}

function contentProblems(campaign: Campaign, preflight: PreflightItem[]): CampaignProblem[] {
  if (campaign.templateKey === null) return [{ code: "no_template" }];
  // Said once, with the link that mends it, by the organisation's own problems.
  const items = preflight.filter(({ code }) => code !== "missing_postal_address");
  return [
    ...items.map((item): CampaignProblem => {
      const blocks = item.severity === "error";
      return item.of === "content"
        ? { code: blocks ? "content" : "content_warning", problem: item }
        : { code: blocks ? "mail" : "mail_warning", finding: item };
    }),
    ...(hasSampleLinks(campaign.content) ? [{ code: "sample_links" } as const] : []),
  ];
}

function audienceProblems({
  campaign,
  audience,
  segments,
  topic,
}: {
  campaign: Campaign;
  audience: AudienceReview;
  segments: SegmentReview;
  topic: { name: string; archivedAt: Date | null } | undefined;
}): CampaignProblem[] {
  const problems: CampaignProblem[] = [];
  if (!topic) {
    problems.push({
      code: campaign.kind === "marketing" ? "no_topic" : "everybody_without_topic",
    });
  }
  if (topic?.archivedAt) problems.push({ code: "topic_archived", name: topic.name });
  for (const { id, name, count, isArchived } of segments.included) {
    if (count === 0) problems.push({ code: "empty_segment", id, name });
    if (isArchived) problems.push({ code: "segment_archived", id, name });
  }
  for (const { id, name, archivedCampaigns } of [...segments.included, ...segments.excluded]) {
    for (const campaignName of archivedCampaigns)
      problems.push({ code: "segment_asks_archived", id, name, campaignName });
  }
  if (audience.audience === 0) problems.push({ code: "empty_audience" });
  else if (audience.willGet === 0) {
    problems.push({ code: "nobody_gets_it", count: audience.audience });
  }
  return problems;
}

/** An advertisement must say who sends it, from where, and how to reach them. */
async function organizationProblems(campaign: Campaign): Promise<CampaignProblem[]> {
  const { name, postalAddress, phone } = await getOrganization();
  const problems: CampaignProblem[] = [];
  if (name.trim() === "") problems.push({ code: "organization_name" });
  if (campaign.kind !== "marketing") return problems;
  if (postalAddress.trim() === "") problems.push({ code: "postal_address" });
  if (phone.trim() === "") problems.push({ code: "phone" });
  return problems;
}

function accountProblems({
  account,
  unverified,
}: {
  account: SesAccount | undefined;
  unverified: number;
}): CampaignProblem[] {
  if (!account) return [{ code: "ses_unknown" }];
  const problems: CampaignProblem[] = [];
  const isStopped = !account.sendingEnabled || account.enforcementStatus === "SHUTDOWN";
  if (isStopped) problems.push({ code: "ses_paused" });
  if (account.enforcementStatus === "PROBATION") problems.push({ code: "ses_probation" });
  if (!account.productionAccess) problems.push({ code: "ses_sandbox", count: unverified });
  return problems;
}
