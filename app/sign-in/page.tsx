import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/auth/entrance";
import { listProviderIds } from "@/lib/auth/providers";
import { callbackPath } from "@/lib/domain/callback-path";
import { deliveryMode } from "@/lib/delivery-mode";
import { appOrigin } from "@/lib/env";
import { findSessionUser } from "@/lib/session";
import { SignInForm } from "./sign-in-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("signIn.title") };
}

type Search = Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error } = await searchParams;
  const callback = callbackPath([callbackUrl].flat()[0], [appOrigin()]);
  if (await findSessionUser()) redirect(callback);
  const t = await getTranslations("auth");
  const delivery = deliveryMode();
  return (
    <Entrance title={t("signIn.title")} delivery={delivery}>
      <SignInForm
        callback={callback}
        error={[error].flat()[0]}
        providers={listProviderIds()}
        appOrigin={appOrigin()}
        inboxUrl={delivery.mode === "local" ? delivery.inboxUrl : undefined}
      />
    </Entrance>
  );
}
