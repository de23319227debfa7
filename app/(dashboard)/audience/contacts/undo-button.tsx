"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/domain/action-state";
import { undo } from "./bulk-actions";

/** Takes an act on many back at once: it is itself the second thought. */
export function UndoButton({ id, count }: { id: number; count: number }) {
  const t = useTranslations("contacts.bulk");
  return (
    <Form action={undoAndTell}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton size="small" variant="secondary">
        <Undo2 aria-hidden />
        {t("undo", { count })}
      </SubmitButton>
    </Form>
  );
}

/** Told from here: the page that the undoing changed takes the button away before an answer comes. */
async function undoAndTell(previous: ActionState, form: FormData): Promise<ActionState> {
  const answer = await undo(previous, form);
  if (answer?.message) toast(answer.message, { tone: answer.ok ? "good" : "bad" });
  return answer;
}
