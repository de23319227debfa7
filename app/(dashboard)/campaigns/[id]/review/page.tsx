import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { MailPreview } from "@/components/content/mail-preview";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { reviewCampaign } from "@/lib/campaign-review";
import { findCampaign } from "@/lib/campaigns";
import { deliveryMode } from "@/lib/delivery-mode";
import { blocksSending } from "@/lib/domain/campaign-problem";
import { domainOf } from "@/lib/domain/identity-name";
import { parseId } from "@/lib/domain/parse-id";
import { hasRole } from "@/lib/domain/user-role";
import { previewDraft } from "@/lib/draft-preview";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { listTestGroups } from "@/lib/test-groups";
import { CampaignHeader } from "@/app/(dashboard)/campaigns/[id]/campaign-header";
import { AudienceFunnel } from "./audience-funnel";
import { ListRisk } from "./list-risk";
import { MailFacts } from "./mail-facts";
import { Problems } from "./problems";
import { ScheduledPanel } from "./scheduled-panel";
import { SendPanel } from "./send-panel";
import { spreadChoice } from "./spread-words";
import { TestSend } from "./test-send";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns.steps"))("review") };
}

type ReviewPageProps = { params: Promise<{ id: string }> };

export default async function ReviewPage({ params }: ReviewPageProps) {
  const user = await requireUser();
  const id = parseId((await params).id);
  const found = id === undefined ? undefined : await findCampaign(id);
  if (!found) notFound();
  if (found.status !== "draft" && found.status !== "scheduled")
    return <Sent id={found.id} isCanceled={found.status === "canceled"} />;
  const [review, t, addresses, { timeZone }] = await Promise.all([
    reviewCampaign(found.id),
    getTranslations("campaigns"),
    getTranslations("addresses"),
    getOrganization(),
  ]);
  const { campaign, problems, willGet, sender } = review;
  const preview = await previewDraft(campaign, { contactId: undefined });
  const canSend = hasRole(user.role, "marketer");
  const isBlocked = problems.some(blocksSending);
  const domain = sender ? domainOf(sender.email) : "";
  const spread = {
    spreadNow: await spreadChoice(review.forecast, { count: willGet, domain, timeZone }),
    spreadLater: await spreadChoice(review.forecastTomorrow, { count: willGet, domain, timeZone }),
  };
  return (
    <Page>
      <CampaignHeader id={campaign.id} step="review" />
      <Problems
        problems={problems}
        campaignId={campaign.id}
        mail={campaign}
        isAdmin={hasRole(user.role, "admin")}
      />
      <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-10">
          <Section title={t("review.summary")}>
            <MailFacts review={review} subject={preview.mail?.subject} timeZone={timeZone} />
          </Section>
          {canSend && (
            <Section title={t("test.title")} description={t("test.hint")}>
              <TestSend
                id={campaign.id}
                address={user.email}
                groups={await listTestGroups()}
                inboxUrl={deliveryMode().inboxUrl}
              />
            </Section>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <Section title={t("review.funnel")} description={t("review.funnelHint")}>
            <AudienceFunnel review={review} />
          </Section>
          {willGet > 0 && (
            <Section title={addresses("risk.title")} description={addresses("risk.hint")}>
              {/* It reads the list once more: the numbers above do not wait for it. */}
              <Suspense fallback={<Skeleton className="h-40" />}>
                <ListRisk campaignId={campaign.id} willGet={willGet} />
              </Suspense>
            </Section>
          )}
          {campaign.status === "scheduled" ? (
            <Section title={t("scheduled.title")}>
              <ScheduledPanel
                campaign={campaign}
                willGet={willGet}
                canSend={canSend}
                zone={timeZone}
              />
            </Section>
          ) : (
            <Section title={t("send.title")}>
              {canSend ? (
                <SendPanel
                  id={campaign.id}
                  revision={campaign.revision}
                  willGet={willGet}
                  skipped={review.audience - willGet}
                  subject={preview.mail?.subject ?? campaign.subject}
                  sender={sender ? `${sender.name} <${sender.email}>` : ""}
                  timeZone={timeZone}
                  isBlocked={isBlocked}
                  isClipped={review.isClipped}
                  {...spread}
                />
              ) : (
                <Notice>{t("send.viewer")}</Notice>
              )}
            </Section>
          )}
        </div>
      </div>
      {preview.mail !== undefined && (
        <Section title={t("review.preview")}>
          <MailPreview
            mail={preview.mail}
            sender={sender}
            previewText={campaign.previewText}
            htmlBytes={preview.htmlBytes}
          />
        </Section>
      )}
    </Page>
  );
}

/** What was confirmed is history: the report has the numbers that count. */
async function Sent({ id, isCanceled }: { id: number; isCanceled: boolean }) {
  const t = await getTranslations("campaigns.after");
  return (
    <Page>
      <CampaignHeader id={id} step="review" />
      <Notice
        title={t(isCanceled ? "canceledTitle" : "title")}
        actions={<LinkButton href={`/campaigns/${id}/report`}>{t("report")}</LinkButton>}
      >
        {t(isCanceled ? "canceledBody" : "body")}
      </Notice>
    </Page>
  );
}
