"use client";

import { useTranslations } from "next-intl";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { ActionState } from "@/lib/domain/action-state";
import { savePassword } from "./actions";

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations("settings.account");
  const [changes, setChanges] = useState(0);

  async function changeAndStay(previous: ActionState, form: FormData): Promise<ActionState> {
    const answer = await savePassword(previous, form);
    if (!answer?.ok) return answer;
    // Every session has ended with the old password, this one too: begin it anew.
    const password = form.get("newPassword");
    const session = await signIn("credentials", { email, password, redirect: false });
    if (!session?.ok) window.location.assign("/sign-in?callbackUrl=/settings/account");
    setChanges((count) => count + 1);
    return answer;
  }

  return (
    <Form action={changeAndStay}>
      {hasPassword && (
        <TextField
          key={`current-${changes}`}
          label={t("currentPassword")}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          isRequired
        />
      )}
      <TextField
        key={`new-${changes}`}
        label={t("newPassword")}
        name="newPassword"
        type="password"
        autoComplete="new-password"
        description={t("newPasswordHint")}
        isRequired
      />
      <FormMessage />
      <SubmitButton variant="secondary" className="self-start">
        {t(hasPassword ? "changePassword" : "setPassword")}
      </SubmitButton>
    </Form>
  );
}
