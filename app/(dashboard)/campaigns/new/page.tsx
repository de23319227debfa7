import type { Metadata } from "next";
import { getFormatter, getMessages, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { listCampaignNames } from "@/lib/campaigns";
import { listStartingPoints } from "@/lib/content/composed-beginning";
import { freeName } from "@/lib/domain/free-name";
import { parseId } from "@/lib/domain/parse-id";
import { composedKey, templateKeys } from "@/lib/domain/template-catalog";
import { findImportName } from "@/lib/create-campaign";
import { getOrganization } from "@/lib/organization";
import { findSegment } from "@/lib/segments";
import { requireUser } from "@/lib/session";
import { listActiveTopics } from "@/lib/topics";
import { NewCampaignForm } from "./new-campaign-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns.new"))("title") };
}

const offered = [composedKey, ...templateKeys] as const;

type NewCampaignPageProps = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function NewCampaignPage({ searchParams }: NewCampaignPageProps) {
  await requireUser("marketer");
  const params = await searchParams;
  const [segmentId, importId] = [parseId(params["segment"]), parseId(params["import"])];
  const [t, format, topics, organization, segment, importName] = await Promise.all([
    getTranslations("campaigns.new"),
    getFormatter(),
    listActiveTopics(),
    getOrganization(),
    segmentId === undefined ? undefined : findSegment(segmentId),
    importId === undefined ? undefined : findImportName(importId),
  ]);
  const header = <PageHeader title={t("title")} back={{ href: "/campaigns", label: t("back") }} />;
  if (topics.length === 0) {
    return (
      <Page width="narrow">
        {header}
        <Notice
          tone="warn"
          actions={<LinkButton href="/audience/topics">{t("makeTopic")}</LinkButton>}
        >
          {t("noTopics")}
        </Notice>
      </Page>
    );
  }
  const date = format.dateTime(new Date(), {
    timeZone: organization.timeZone,
    month: "numeric",
    day: "numeric",
  });
  const proposeName = async (template: "composed" | "promotion" | "letter") => {
    const words = template === "composed" ? t("composedName") : t(`templates.${template}`);
    const name = t("defaultName", { template: words, date });
    return freeName(name, await listCampaignNames(name));
  };
  const [composed, promotion, letter] = await Promise.all([
    proposeName("composed"),
    proposeName("promotion"),
    proposeName("letter"),
  ]);
  const beginnings = await listBeginnings();
  return (
    <Page width="narrow">
      {header}
      {segment && <Notice tone="accent">{t("audienceOfSegment", { name: segment.name })}</Notice>}
      {importName !== undefined && (
        <Notice tone="accent">{t("audienceOfImport", { name: importName })}</Notice>
      )}
      <NewCampaignForm
        topics={topics.map(({ id, name, description }) => ({ id, name, description }))}
        topicId={parseId(params["topic"])}
        templateKey={offered.find((key) => key === params["template"])}
        segmentId={segment?.id}
        importId={importName === undefined ? undefined : importId}
        isKorean={organization.country === "KR"}
        names={{ composed, promotion, letter }}
        beginnings={beginnings}
        beginning={beginnings.find(({ id }) => id === params["start"])?.id}
      />
    </Page>
  );
}

async function listBeginnings() {
  const messages = await getMessages();
  const words: Readonly<Record<string, { name: string; hint: string }>> = messages.composer.starts;
  return ["blank", ...listStartingPoints()].map((id) => ({
    id,
    label: words[id]?.name ?? id,
    description: words[id]?.hint ?? "",
  }));
}
