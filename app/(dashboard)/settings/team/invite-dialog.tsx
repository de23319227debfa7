"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { invite } from "./actions";
import { RoleChoice } from "./role-choice";

/** Asks for an address and a role, then shows the link, for who would rather pass it on himself. */
export function InviteDialog() {
  const t = useTranslations("settings.team");
  return (
    <Dialog
      title={t("inviteTitle")}
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t("invite")}
        </Button>
      }
    >
      {(close) => (
        <Form action={invite}>
          {(state) =>
            state?.ok ? (
              <>
                <Notice tone="good">{state.message}</Notice>
                <CopyField label={t("inviteLink")} value={String(state.data)} />
                <Button className="self-end" onPress={close}>
                  {t("inviteDone")}
                </Button>
              </>
            ) : (
              <>
                <TextField
                  label={t("inviteEmail")}
                  name="email"
                  type="email"
                  autoComplete="off"
                  spellCheck="false"
                  isRequired
                />
                <RoleChoice defaultValue="marketer" />
                <FormMessage />
                <SubmitButton className="self-end">{t("inviteSubmit")}</SubmitButton>
              </>
            )
          }
        </Form>
      )}
    </Dialog>
  );
}
