import { getTranslations } from "next-intl/server";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";

/** Inside the shell, so that the way on is at hand. */
export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <>
      <title>{t("title")}</title>
      <ErrorState
        isPage
        title={t("title")}
        body={t("body")}
        action={<LinkButton href="/">{t("action")}</LinkButton>}
      />
    </>
  );
}
