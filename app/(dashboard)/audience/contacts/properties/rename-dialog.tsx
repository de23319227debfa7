"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { rename } from "./actions";

/** A new label; the key stays, because templates and segments use it. */
export function RenameDialog({ id, label }: { id: number; label: string }) {
  const t = useTranslations("contacts.property");
  return (
    <Dialog title={t("rename")} size="small" trigger={<Button size="small">{t("rename")}</Button>}>
      {(close) => (
        <Form
          action={rename}
          onAnswer={({ ok, message }) => {
            if (!ok) return;
            close();
            if (message !== undefined) toast(message);
          }}
        >
          <input type="hidden" name="id" value={id} />
          <TextField label={t("label")} name="label" defaultValue={label} isRequired />
          <FormMessage />
          <div className="flex justify-end">
            <SubmitButton>{t("rename")}</SubmitButton>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
