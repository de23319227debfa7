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

type RenameDialogProps = { id: number; propertyKey: string; label: string };

/** A new label; the key stays, because templates and segments use it. */
export function RenameDialog({ id, propertyKey, label }: RenameDialogProps) {
  const t = useTranslations("properties");
  const names = { key: propertyKey, tag: `{{ ${propertyKey} }}` };
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
          <p className="text-sm text-muted">{t("renameBody", names)}</p>
          <FormMessage />
          <div className="flex justify-end">
            <SubmitButton>{t("rename")}</SubmitButton>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
