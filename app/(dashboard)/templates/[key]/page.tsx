import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { MailPreview } from "@/components/content/mail-preview";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { sampleMergeData } from "@/lib/campaign-content";
import { previewSample } from "@/lib/content/sample";
import { isTemplateKey } from "@/lib/domain/template-catalog";
import { hasRole } from "@/lib/domain/user-role";
import { appOrigin } from "@/lib/env";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";

type TemplatePageProps = { params: Promise<{ key: string }> };

export async function generateMetadata({ params }: TemplatePageProps): Promise<Metadata> {
  await requireUser();
  const { key } = await params;
  const t = await getTranslations("templates");
  return { title: isTemplateKey(key) ? t(`keys.${key}.name`) : t("title") };
}

export default async function TemplatePage({ params }: TemplatePageProps) {
  const user = await requireUser();
  const { key } = await params;
  if (!isTemplateKey(key)) notFound();
  const [t, locale, organization] = await Promise.all([
    getTranslations("templates"),
    getLocale(),
    getOrganization(),
  ]);
  const { mail, previewText, htmlBytes } = await previewSample(key, {
    locale,
    organization,
    imageBase: appOrigin(),
    data: sampleMergeData(locale),
  });
  return (
    <Page>
      <PageHeader
        back={{ href: "/templates", label: t("back") }}
        title={t(`keys.${key}.name`)}
        description={`${t(`keys.${key}.description`)} ${t("sampleNote")}`}
        actions={
          hasRole(user.role, "marketer") && (
            <LinkButton href={`/campaigns/new?template=${key}`} variant="primary">
              {t("use")}
            </LinkButton>
          )
        }
      />
      <MailPreview mail={mail} previewText={previewText} htmlBytes={htmlBytes} />
    </Page>
  );
}
