"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { add, edit } from "./actions";

export type EditableSender = { id: number; name: string; email: string; replyTo: string | null };

type SenderDialogProps =
  | { kind: "add" }
  | { kind: "edit"; sender: EditableSender; onOpenChange: (isOpen: boolean) => void };

/** The same form for a new sender, behind its button, and for one there is. */
export function SenderDialog(props: SenderDialogProps) {
  const t = useTranslations("settings.senders");
  if (props.kind === "edit") {
    return (
      <Dialog isOpen onOpenChange={props.onOpenChange} title={t("editTitle")} size="small">
        {(close) => <SenderForm sender={props.sender} onDone={close} />}
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("add")}
      size="small"
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t("add")}
        </Button>
      }
    >
      {(close) => <SenderForm onDone={close} />}
    </Dialog>
  );
}

function SenderForm({ sender, onDone }: { sender?: EditableSender; onDone: () => void }) {
  const t = useTranslations("settings.senders");
  const settings = useTranslations("settings");
  return (
    <Form
      action={sender === undefined ? add : edit}
      onAnswer={(answer) => {
        if (!answer.ok) return;
        onDone();
        if (answer.message) toast(answer.message);
      }}
    >
      {sender !== undefined && <input type="hidden" name="id" value={sender.id} />}
      <TextField
        label={t("name")}
        name="name"
        defaultValue={sender?.name}
        maxLength={100}
        isRequired
      />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        defaultValue={sender?.email}
        spellCheck="false"
        isRequired
      />
      <TextField
        label={t("replyTo")}
        name="replyTo"
        type="email"
        defaultValue={sender?.replyTo ?? ""}
        description={t("replyToHint")}
        spellCheck="false"
      />
      <FormMessage />
      <SubmitButton className="self-end">
        {sender === undefined ? t("add") : settings("save")}
      </SubmitButton>
    </Form>
  );
}
