"use client";

import { useTranslations } from "next-intl";
import { signOutHere } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { ActionState } from "@/lib/domain/action-state";
import { endAllSessions } from "./actions";

export function SignOutEverywhere() {
  const t = useTranslations("settings.account");

  async function endAndLeave(previous: ActionState, form: FormData): Promise<ActionState> {
    const answer = await endAllSessions(previous, form);
    if (answer?.ok) await signOutHere();
    return answer;
  }

  return (
    <Confirm
      trigger={<Button className="self-start">{t("signOutEverywhere")}</Button>}
      title={t("signOutTitle")}
      body={t("signOutBody")}
      confirmLabel={t("signOutEverywhere")}
      action={endAndLeave}
      variant="danger"
    />
  );
}
