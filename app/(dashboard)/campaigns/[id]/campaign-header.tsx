import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { CampaignStatusBadge } from "@/components/campaigns/status-badge";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { CampaignMenu } from "@/app/(dashboard)/campaigns/campaign-menu";
import { findTotals } from "@/lib/campaign-list";
import { type Campaign, findCampaign } from "@/lib/campaigns";
import type { CampaignStep } from "@/lib/domain/campaign-edit";
import { isScheduleQuestion, isUnderWay } from "@/lib/domain/campaign-status";
import { accountStopOf, wordOfStop } from "@/lib/domain/stop-words";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";
import { CampaignSteps } from "./campaign-steps";
import { StateActions } from "./state-actions";

type CampaignHeaderProps = { id: number; step: CampaignStep };

/** Title, state, what can be done now, and the way through the steps; on every page of a campaign. */
export async function CampaignHeader({ id, step }: CampaignHeaderProps) {
  const [user, campaign, t] = await Promise.all([
    requireUser(),
    findCampaign(id),
    getTranslations("campaigns"),
  ]);
  if (!campaign) notFound();
  const name = campaign.name || t("untitled");
  const canEdit = hasRole(user.role, "marketer");
  return (
    <>
      <PageHeader
        back={{ href: "/campaigns", label: t("title") }}
        title={name}
        badge={
          <>
            <CampaignStatusBadge status={campaign.status} />
            {campaign.kind === "information" && <Badge>{t("kind.information")}</Badge>}
          </>
        }
        actions={
          canEdit && (
            <>
              {isUnderWay(campaign.status) && <Controls campaign={campaign} />}
              <CampaignMenu
                id={id}
                name={name}
                status={campaign.status}
                isArchived={campaign.archivedAt !== null}
              />
            </>
          )
        }
      />
      <CampaignSteps id={id} status={campaign.status} current={step} done={doneSteps(campaign)} />
      <StopReason campaign={campaign} />
    </>
  );
}

async function Controls({ campaign }: { campaign: Campaign }) {
  const totals = await findTotals(campaign.id);
  return (
    <StateActions
      id={campaign.id}
      status={campaign.status}
      left={totals.waiting}
      sent={totals.sent}
      isPlanning={campaign.fanoutFinishedAt === null}
    />
  );
}

/** A cheap look at what is filled in; the review says the rest. */
function doneSteps(campaign: Campaign): CampaignStep[] {
  const done: CampaignStep[] = [];
  if (campaign.subject.trim() !== "" && campaign.senderId !== null) done.push("content");
  const needsTopic = campaign.kind === "marketing";
  if (campaign.topicId !== null || !needsTopic) done.push("audience");
  if (campaign.status !== "draft") done.push("review");
  return done;
}

/** What a machine decided, in words: a person who paused needs no reason. */
async function StopReason({ campaign }: { campaign: Campaign }) {
  const t = await getTranslations("campaigns.after");
  if (campaign.status === "failed" && campaign.failedReason !== null) {
    return <Notice tone="bad">{t("failed", { reason: campaign.failedReason })}</Notice>;
  }
  const question = campaign.pausedReason;
  if (campaign.status === "scheduled" && isScheduleQuestion(question)) {
    const words = await getTranslations("campaigns.scheduled");
    return <Notice tone="warn">{words(question)}</Notice>;
  }
  if (campaign.status === "paused" && campaign.pausedReason !== null) {
    const code = campaign.pausedReason;
    return (
      <Notice tone="warn" title={t("pausedBy")}>
        {t(`stops.${wordOfStop(code)}`, { code })}{" "}
        {accountStopOf(code) !== undefined && (
          <TextLink href="/delivery">{t("allStopped")}</TextLink>
        )}
      </Notice>
    );
  }
  return null;
}
