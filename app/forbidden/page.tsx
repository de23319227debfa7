import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BarePage } from "@/components/shell/bare-page";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { findSessionUser } from "@/lib/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("errors.forbidden"))("title") };
}

/** Where requireUser leads somebody whose role is too low. */
export default async function ForbiddenPage() {
  const [user, t, shell] = await Promise.all([
    findSessionUser(),
    getTranslations("errors.forbidden"),
    getTranslations("shell.roles"),
  ]);
  return (
    <BarePage>
      <ErrorState
        isPage
        title={t("title")}
        body={user ? t("body", { role: shell(user.role) }) : t("bodySignedOut")}
        action={
          <LinkButton href={user ? "/" : "/sign-in"}>{t(user ? "action" : "signIn")}</LinkButton>
        }
      />
    </BarePage>
  );
}
