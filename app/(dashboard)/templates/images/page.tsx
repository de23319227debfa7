import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImageLibrary } from "@/components/images/image-library";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("images"))("title") };
}

export default async function ImagesPage() {
  const [user, t] = [await requireUser(), await getTranslations("images")];
  return (
    <Page>
      <PageHeader
        title={t("title")}
        description={t("description")}
        back={{ href: "/templates", label: t("back") }}
      />
      <ImageLibrary canEdit={hasRole(user.role, "marketer")} />
    </Page>
  );
}
