import type { Metadata } from "next";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { MailThumbnail } from "@/components/content/mail-thumbnail";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { sampleMergeData } from "@/lib/campaign-content";
import { listStartingPoints } from "@/lib/content/composed-beginning";
import { previewSample, previewStartingPoint } from "@/lib/content/sample";
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
  const options = {
    locale,
    organization,
    imageBase: appOrigin(),
    data: sampleMergeData(locale),
  };
  const samples = await Promise.all(
    templateKeys.map(async (key) => ({ key, ...(await previewSample(key, options)) })),
  );
  const canUse = hasRole(user.role, "marketer");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<LinkButton href="/templates/images">{t("images")}</LinkButton>}
      />
      <Section title={t("composed")} description={t("composedHint")}>
        <ul className={grid}>
          {listStartingPoints().map((key) => (
            <StartingPoint key={key} point={key} options={options} canUse={canUse} />
          ))}
        </ul>
      </Section>
      <Section title={t("coded")} description={t("codedHint")}>
        <ul className={grid}>
          {samples.map(({ key, mail }) => {
            const name = t(`keys.${key}.name`);
            return (
              <li
                key={key}
                className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface"
              >
                <MailThumbnail html={mail.html} title={t("previewOf", { name })} />
                <div className="flex grow flex-col gap-3 border-t border-line p-5">
                  <h3 className="text-lg font-semibold">{name}</h3>
                  <p className="grow text-muted">{t(`keys.${key}.description`)}</p>
                  <div className="flex flex-wrap gap-2 pt-1">
                    {canUse && (
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
      </Section>
    </Page>
  );
}

const grid = "grid gap-6 sm:grid-cols-2 lg:grid-cols-3";

type StartingPointProps = {
  point: string;
  options: Parameters<typeof previewStartingPoint>[1];
  canUse: boolean;
};

/** A mail that a composed one can begin with: to be changed in the editor, block by block. */
async function StartingPoint({ point, options, canUse }: StartingPointProps) {
  const [t, { composer }, sample] = await Promise.all([
    getTranslations("templates"),
    getMessages(),
    previewStartingPoint(point, options),
  ]);
  if (!sample) return null;
  const starts: Readonly<Record<string, { name: string; hint: string }>> = composer.starts;
  const { name = point, hint = "" } = starts[point] ?? {};
  return (
    <li className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface">
      <MailThumbnail html={sample.mail.html} title={t("previewOf", { name })} />
      <div className="flex grow flex-col gap-3 border-t border-line p-5">
        <h3 className="text-lg font-semibold">{name}</h3>
        <p className="grow text-muted">{hint}</p>
        {canUse && (
          <div className="pt-1">
            <LinkButton
              href={`/campaigns/new?template=composed&start=${point}`}
              variant="primary"
              aria-label={`${t("use")}: ${name}`}
            >
              {t("use")}
            </LinkButton>
          </div>
        )}
      </div>
    </li>
  );
}
