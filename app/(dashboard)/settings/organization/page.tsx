import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { listCountries } from "@/lib/domain/country";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { OrganizationForm } from "./organization-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.organization");
  return { title: t("title") };
}

export default async function OrganizationPage() {
  await requireUser("admin");
  const [t, locale, organization] = await Promise.all([
    getTranslations("settings.organization"),
    getLocale(),
    getOrganization(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <OrganizationForm organization={organization} countries={listCountries(locale)} />
    </>
  );
}
