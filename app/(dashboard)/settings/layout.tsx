import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Page } from "@/components/ui/page";
import { Tabs } from "@/components/ui/tabs";
import { hasRole } from "@/lib/domain/user-role";
import { requireUser } from "@/lib/session";

const sections = [
  { key: "organization", role: "admin" },
  { key: "senders", role: "marketer" },
  { key: "test-groups", role: "marketer" },
  { key: "team", role: "admin" },
  { key: "api-keys", role: "admin" },
  { key: "account", role: "viewer" },
  { key: "audit", role: "admin" },
  { key: "system", role: "admin" },
] as const;

/** The sections of the settings that this person may open. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [user, t] = await Promise.all([requireUser(), getTranslations("settings.nav")]);
  const items = sections
    .filter(({ role }) => hasRole(user.role, role))
    .map(({ key }) => ({ href: `/settings/${key}`, label: t(key) }));
  return (
    <Page>
      <Tabs label={t("label")} items={items} />
      {children}
    </Page>
  );
}
