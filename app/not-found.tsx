import { getTranslations } from "next-intl/server";
import { BarePage } from "@/components/shell/bare-page";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";

export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <BarePage>
      <title>{t("title")}</title>
      <ErrorState
        isPage
        title={t("title")}
        body={t("body")}
        action={<LinkButton href="/">{t("action")}</LinkButton>}
      />
    </BarePage>
  );
}
