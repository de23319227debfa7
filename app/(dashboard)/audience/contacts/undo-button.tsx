"use client";

import { RotateCcw, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import type { ActionState, FormAction } from "@/lib/domain/action-state";
import { retry, undo } from "./bulk-actions";

/** Takes an act on many back at once: it is itself the second thought. */
export function UndoButton({ id, count }: { id: number; count: number }) {
  const t = useTranslations("contacts.bulk");
  return (
    <ActionButton id={id} action={undo}>
      <Undo2 aria-hidden />
      {t("undo", { count })}
    </ActionButton>
  );
}

/** Goes on with an act that was given up. */
export function RetryButton({ id }: { id: number }) {
  const t = useTranslations("contacts.bulk");
  return (
    <ActionButton id={id} action={retry}>
      <RotateCcw aria-hidden />
      {t("retry")}
    </ActionButton>
  );
}

type ActionButtonProps = { id: number; action: FormAction; children: ReactNode };

function ActionButton({ id, action, children }: ActionButtonProps) {
  return (
    <Form action={(previous, form) => actAndTell(action, previous, form)}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton size="small" variant="secondary">
        {children}
      </SubmitButton>
    </Form>
  );
}

/** Told from here: the page that the act changed takes the button away before an answer comes. */
async function actAndTell(action: FormAction, previous: ActionState, form: FormData) {
  const answer = await action(previous, form);
  if (answer?.message) toast(answer.message, { tone: answer.ok ? "good" : "bad" });
  return answer;
}
