import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Entrance } from "@/components/auth/entrance";
import { LinkButton } from "@/components/ui/link-button";
import { listProviderIds } from "@/lib/auth/providers";
import { deliveryMode } from "@/lib/delivery-mode";
import { appOrigin } from "@/lib/env";
import { findInvitation } from "@/lib/invitations";
import { getOrganization } from "@/lib/organization";
import { InvitationForm } from "./invitation-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("invitation.titleUnnamed"), referrer: "no-referrer" };
}

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const t = await getTranslations("auth");
  const invitation = await findInvitation(token);
  const delivery = deliveryMode();
  if (!invitation) {
    return (
      <Entrance
        title={t("invitation.goneTitle")}
        description={t("invitation.goneBody")}
        delivery={delivery}
      >
        <LinkButton href="/sign-in">{t("invitation.toSignIn")}</LinkButton>
      </Entrance>
    );
  }
  const { name } = await getOrganization();
  const role = (await getTranslations("shell"))(`roles.${invitation.role}`);
  const inviter = invitation.inviterName;
  return (
    <Entrance
      title={
        name === "" ? t("invitation.titleUnnamed") : t("invitation.title", { organization: name })
      }
      description={
        inviter === null
          ? t("invitation.bodyUnnamed", { role })
          : t("invitation.body", { inviter, role })
      }
      delivery={delivery}
    >
      <InvitationForm
        token={token}
        email={invitation.email}
        providers={listProviderIds()}
        appOrigin={appOrigin()}
      />
    </Entrance>
  );
}
