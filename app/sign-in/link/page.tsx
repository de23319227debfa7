import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Entrance } from "@/components/auth/entrance";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { deliveryMode } from "@/lib/delivery-mode";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  // The address holds the token: no other site may learn it.
  return { title: t("link.title"), referrer: "no-referrer" };
}

type Search = Promise<Partial<Record<"token" | "email" | "callbackUrl", string | string[]>>>;

/** Where a sign-in mail leads: only the button uses the link up, so mail scanners cannot. */
export default async function SignInLinkPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("auth");
  const search = await searchParams;
  const [token, email, callbackUrl] = [search.token, search.email, search.callbackUrl].map(
    (value) => [value].flat()[0],
  );
  const delivery = deliveryMode();
  if (!token || !email) {
    return (
      <Entrance title={t("link.title")} delivery={delivery}>
        <Notice tone="bad">{t("link.broken")}</Notice>
        <LinkButton href="/sign-in">{t("link.back")}</LinkButton>
      </Entrance>
    );
  }
  return (
    <Entrance title={t("link.title")} description={t("link.body", { email })} delivery={delivery}>
      <form action="/api/auth/callback/email" method="get" className="flex flex-col">
        <input type="hidden" name="callbackUrl" value={callbackUrl ?? "/"} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={email} />
        <Button type="submit" variant="primary">
          {t("link.submit")}
        </Button>
      </form>
    </Entrance>
  );
}
