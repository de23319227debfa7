"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { add } from "./actions";

export function AddDialog() {
  const t = useTranslations("suppressions");
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
      {(close) => (
        <Form
          action={add}
          onAnswer={(answer) => {
            if (!answer.ok) return;
            close();
            if (answer.message) toast(answer.message);
          }}
        >
          <p className="text-muted">{t("addBody")}</p>
          <TextArea
            label={t("addresses")}
            name="addresses"
            description={t("addressesHint")}
            spellCheck="false"
            isRequired
          />
          <TextField label={t("note")} name="note" description={t("noteHint")} maxLength={300} />
          <FormMessage />
          <SubmitButton className="self-end">{t("addConfirm")}</SubmitButton>
        </Form>
      )}
    </Dialog>
  );
}
