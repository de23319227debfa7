"use client";

import { useTranslations } from "next-intl";
import { signIn } from "next-auth/react";
import { OrLine, ProviderButtons, type ProviderId } from "@/components/auth/provider-buttons";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/domain/action-state";
import { acceptWithPassword, rememberInvitation } from "./actions";

type InvitationFormProps = {
  token: string;
  email: string;
  providers: ProviderId[];
  appOrigin: string;
};

export function InvitationForm({ token, email, providers, appOrigin }: InvitationFormProps) {
  const t = useTranslations("auth");

  async function acceptAndSignIn(previous: ActionState, form: FormData): Promise<ActionState> {
    const answer = await acceptWithPassword(previous, form);
    if (!answer?.ok) return answer;
    const password = form.get("password");
    const session = await signIn("credentials", { email, password, redirect: false });
    window.location.assign(session?.ok ? "/" : "/sign-in");
    return answer;
  }

  async function continueWith(provider: ProviderId) {
    const form = new FormData();
    form.set("token", token);
    await rememberInvitation(undefined, form);
    await signIn(provider, { callbackUrl: "/" });
  }

  return (
    <>
      <Form action={acceptAndSignIn}>
        <FormMessage />
        <input type="hidden" name="token" value={token} />
        <TextField
          label={t("invitation.email")}
          name="email"
          type="email"
          value={email}
          autoComplete="username"
          isReadOnly
        />
        <TextField
          label={t("invitation.name")}
          name="name"
          autoComplete="name"
          maxLength={80}
          isRequired
        />
        <TextField
          label={t("invitation.password")}
          name="password"
          type="password"
          autoComplete="new-password"
          description={t("invitation.passwordHint")}
          isRequired
        />
        <SubmitButton>{t("invitation.submit")}</SubmitButton>
      </Form>
      {providers.length > 0 && (
        <>
          <OrLine />
          <ProviderButtons providers={providers} appOrigin={appOrigin} onChoose={continueWith} />
        </>
      )}
    </>
  );
}
