import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { MailPreview } from "@/components/content/mail-preview";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { type Campaign, findCampaign } from "@/lib/campaigns";
import { builtInFields } from "@/lib/domain/compiled-content";
import { parseId } from "@/lib/domain/parse-id";
import { isTemplateKey } from "@/lib/domain/template-catalog";
import { hasRole } from "@/lib/domain/user-role";
import { type DraftPreview, previewDraft } from "@/lib/draft-preview";
import { getOrganization } from "@/lib/organization";
import { listProperties } from "@/lib/properties";
import { findSender, listSenders } from "@/lib/senders";
import { requireUser } from "@/lib/session";
import { CampaignHeader } from "./campaign-header";
import { ContentEditor } from "./content-editor";
import { ReadOnly } from "./read-only";

type ContentPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: ContentPageProps): Promise<Metadata> {
  await requireUser();
  const t = await getTranslations("campaigns");
  const campaign = await findCampaign(parseId((await params).id) ?? 0);
  return { title: campaign?.name || t("untitled") };
}

export default async function ContentPage({ params }: ContentPageProps) {
  const user = await requireUser();
  const id = parseId((await params).id);
  const campaign = id === undefined ? undefined : await findCampaign(id);
  if (!campaign) notFound();
  const preview = await previewDraft(campaign, { contactId: undefined });
  const canEdit = hasRole(user.role, "marketer");
  const isEditable = canEdit && campaign.status === "draft";
  return (
    <Page width={isEditable ? "wide" : "normal"}>
      <CampaignHeader id={campaign.id} step="content" />
      <ReadOnly id={campaign.id} status={campaign.status} canEdit={canEdit} />
      {isEditable ? (
        <Editor campaign={campaign} preview={preview} />
      ) : (
        <Look campaign={campaign} preview={preview} />
      )}
    </Page>
  );
}

type PartProps = { campaign: Campaign; preview: DraftPreview };

async function Editor({ campaign, preview }: PartProps) {
  const t = await getTranslations("campaigns.content");
  const fieldNames = await getTranslations("content.mergeFields");
  const [senders, properties, organization] = await Promise.all([
    listSenders(),
    listProperties(),
    getOrganization(),
  ]);
  if (!isTemplateKey(campaign.templateKey)) {
    return <Notice tone="bad">{t("templateGone")}</Notice>;
  }
  return (
    <ContentEditor
      // Never by revision: a refresh of the page must not throw away what is being typed.
      key={campaign.id}
      id={campaign.id}
      revision={campaign.revision}
      templateKey={campaign.templateKey}
      draft={{
        kind: campaign.kind,
        name: campaign.name,
        subject: campaign.subject,
        previewText: campaign.previewText,
        senderId: campaign.senderId,
        replyTo: campaign.replyTo ?? "",
        content: campaign.content,
      }}
      senders={senders.map(({ id, name, email, identityState }) => ({
        id,
        name,
        email,
        isVerified: identityState === "verified",
      }))}
      mergeFields={[
        ...builtInFields.map((key) => ({ key, label: fieldNames(key) })),
        ...properties.map(({ key, label }) => ({ key, label })),
      ]}
      preview={preview}
      isKorean={organization.country === "KR"}
      timeZone={organization.timeZone}
    />
  );
}

/** What cannot be edited can still be looked at. */
async function Look({ campaign, preview }: PartProps) {
  const sender = campaign.senderId === null ? undefined : await findSender(campaign.senderId);
  if (preview.mail === undefined) return null;
  return (
    <MailPreview
      mail={preview.mail}
      sender={sender}
      previewText={campaign.previewText}
      htmlBytes={preview.htmlBytes}
    />
  );
}
