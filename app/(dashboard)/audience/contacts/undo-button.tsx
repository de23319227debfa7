"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { undo } from "./bulk-actions";

/** Takes an act on many back at once: it is itself the second thought. */
export function UndoButton({ id, count }: { id: number; count: number }) {
  const t = useTranslations("contacts.bulk");
  return (
    <Form
      action={undo}
      onAnswer={({ ok, message }) => message && toast(message, { tone: ok ? "good" : "bad" })}
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton size="small">
        <Undo2 aria-hidden />
        {t("undo", { count })}
      </SubmitButton>
    </Form>
  );
}
