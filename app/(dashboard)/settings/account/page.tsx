import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requireUser } from "@/lib/session";
import { findUser } from "@/lib/users";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { SignOutEverywhere } from "./sign-out-everywhere";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings.account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const { id, email, name } = await requireUser();
  const [t, locale, user] = await Promise.all([
    getTranslations("settings.account"),
    getLocale(),
    findUser(id),
  ]);
  const hasPassword = user?.hasPassword ?? false;
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="flex max-w-150 flex-col gap-10">
        <Section title={t("profile")}>
          <ProfileForm email={email} name={name} locale={user?.locale ?? locale} />
        </Section>
        <Section title={t("password")} description={t(hasPassword ? "passwordHint" : "noPassword")}>
          <PasswordForm email={email} hasPassword={hasPassword} />
        </Section>
        <Section title={t("sessions")} description={t("sessionsHint")}>
          <SignOutEverywhere />
        </Section>
      </div>
    </>
  );
}
