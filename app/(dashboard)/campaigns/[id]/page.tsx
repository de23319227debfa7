import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { MailPreview } from "@/components/content/mail-preview";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { mailLocale } from "@/lib/campaign-content";
import { type Campaign, findCampaign } from "@/lib/campaigns";
import { builtInFields } from "@/lib/domain/compiled-content";
import { parseId } from "@/lib/domain/parse-id";
import { composedKey, isTemplateKey } from "@/lib/domain/template-catalog";
import { hasRole } from "@/lib/domain/user-role";
import { type DraftPreview, previewDraft } from "@/lib/draft-preview";
import { publicUrl } from "@/lib/env";
import { getOrganization } from "@/lib/organization";
import { listProperties, type Property } from "@/lib/properties";
import { findSender, listSenders } from "@/lib/senders";
import { requireUser } from "@/lib/session";
import { CampaignHeader } from "./campaign-header";
import { ComposedEditor } from "./composed-editor";
import { ContentEditor } from "./content-editor";
import { ReadOnly } from "./read-only";

type ContentPageProps = {
  params: Promise<{ id: string }>;
  /** `at`: the field that a problem was said to be in. */
  searchParams: Promise<{ at?: string | string[] }>;
};

export async function generateMetadata({ params }: ContentPageProps): Promise<Metadata> {
  await requireUser();
  const t = await getTranslations("campaigns");
  const campaign = await findCampaign(parseId((await params).id) ?? 0);
  return { title: campaign?.name || t("untitled") };
}

export default async function ContentPage({ params, searchParams }: ContentPageProps) {
  const user = await requireUser();
  const id = parseId((await params).id);
  const campaign = id === undefined ? undefined : await findCampaign(id);
  if (!campaign) notFound();
  const preview = await previewDraft(campaign, { contactId: undefined });
  const { at } = await searchParams;
  const canEdit = hasRole(user.role, "marketer");
  const isEditable = canEdit && campaign.status === "draft";
  return (
    <Page width={isEditable ? "wide" : "normal"}>
      <CampaignHeader id={campaign.id} step="content" />
      <ReadOnly id={campaign.id} status={campaign.status} canEdit={canEdit} />
      {isEditable ? (
        <Editor
          campaign={campaign}
          preview={preview}
          startAt={typeof at === "string" ? at : undefined}
        />
      ) : (
        <Look campaign={campaign} preview={preview} />
      )}
    </Page>
  );
}

type PartProps = { campaign: Campaign; preview: DraftPreview };

async function Editor({ campaign, preview, startAt }: PartProps & { startAt: string | undefined }) {
  const t = await getTranslations("campaigns.content");
  const fieldNames = await getTranslations("content.mergeFields");
  const [senders, properties, organization, locale] = await Promise.all([
    listSenders(),
    listProperties(),
    getOrganization(),
    mailLocale(),
  ]);
  const builtIn = builtInFields.map((key) => ({ key, label: fieldNames(key) }));
  const { id, revision } = campaign;
  const given = {
    id,
    revision,
    draft: draftOf(campaign),
    senders: senders.map((sender) => ({
      id: sender.id,
      name: sender.name,
      email: sender.email,
      isVerified: sender.identityState === "verified",
    })),
    mergeFields: [...builtIn, ...properties.map(({ key, label }) => ({ key, label }))],
    preview,
    isKorean: organization.country === "KR",
    timeZone: organization.timeZone,
  };
  // Never by revision: a refresh of the page must not throw away what is being typed.
  const { templateKey } = campaign;
  if (isTemplateKey(templateKey)) {
    return <ContentEditor key={id} templateKey={templateKey} {...given} />;
  }
  if (templateKey !== composedKey) return <Notice tone="bad">{t("templateGone")}</Notice>;
  return (
    <ComposedEditor
      key={id}
      {...given}
      startAt={startAt}
      conditionFields={[...builtIn, ...properties.map(conditionOf)]}
      pictures={`${publicUrl()}/samples`}
      frame={{
        locale,
        organization,
        reason: campaign.kind === "marketing" ? "list" : "service",
        unsubscribeUrl: "#",
        preferencesUrl: "#",
        webUrl: "#",
      }}
    />
  );
}

function draftOf({ kind, name, subject, previewText, senderId, replyTo, content }: Campaign) {
  return { kind, name, subject, previewText, senderId, replyTo: replyTo ?? "", content };
}

/** A condition asks for one of the declared values, where there is a list of them. */
function conditionOf({ key, label, choices }: Property) {
  const options = choices.map((choice) => ({ id: choice.key, label: choice.label }));
  return { key, label, options };
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
