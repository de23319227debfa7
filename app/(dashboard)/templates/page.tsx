import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { MailThumbnail } from "@/components/content/mail-thumbnail";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { sampleMergeData } from "@/lib/campaign-content";
import { previewSample } from "@/lib/content/sample";
import { templateKeys } from "@/lib/domain/template-catalog";
import { appOrigin } from "@/lib/env";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { hasRole } from "@/lib/domain/user-role";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("templates"))("title") };
}

export default async function TemplatesPage() {
  const user = await requireUser();
  const [t, locale, organization] = await Promise.all([
    getTranslations("templates"),
    getLocale(),
    getOrganization(),
  ]);
  const samples = await Promise.all(
    templateKeys.map(async (key) => ({
      key,
      ...(await previewSample(key, {
        locale,
        organization,
        imageBase: appOrigin(),
        data: sampleMergeData(locale),
      })),
    })),
  );
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<LinkButton href="/templates/images">{t("images")}</LinkButton>}
      />
      <ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
        {samples.map(({ key, mail }) => {
          const name = t(`keys.${key}.name`);
          return (
            <li
              key={key}
              className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface"
            >
              <MailThumbnail html={mail.html} title={t("previewOf", { name })} />
              <div className="flex grow flex-col gap-3 border-t border-line p-5">
                <h2 className="text-lg font-semibold">{name}</h2>
                <p className="grow text-muted">{t(`keys.${key}.description`)}</p>
                <div className="flex flex-wrap gap-2 pt-1">
                  {hasRole(user.role, "marketer") && (
                    <LinkButton
                      href={`/campaigns/new?template=${key}`}
                      variant="primary"
                      aria-label={`${t("use")}: ${name}`}
                    >
                      {t("use")}
                    </LinkButton>
                  )}
                  <LinkButton href={`/templates/${key}`} aria-label={`${t("look")}: ${name}`}>
                    {t("look")}
                  </LinkButton>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
