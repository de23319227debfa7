import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/auth/entrance";
import { deliveryMode } from "@/lib/delivery-mode";
import { env } from "@/lib/env";
import { getOrganization } from "@/lib/organization";
import { requireUser } from "@/lib/session";
import { SetupForm } from "./setup-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setup");
  return { title: t("title") };
}

export default async function SetupPage() {
  await requireUser("admin");
  const organization = await getOrganization();
  if (organization.setupFinishedAt !== null) redirect("/");
  const t = await getTranslations("setup");
  const delivery = deliveryMode();
  return (
    <Entrance title={t("title")} description={t("description")} delivery={delivery} width="wide">
      <SetupForm
        timeZone={organization.timeZone}
        senderEmail={env.SYSTEM_SENDER}
        isLocal={delivery.mode === "local"}
      />
    </Entrance>
  );
}
