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
import { maxGroupAddresses } from "@/lib/domain/campaign-edit";
import { saveGroup } from "./actions";

type GroupDialogProps = { group?: { id: number; name: string; addresses: string[] } };

/** Makes a group, or changes one. */
export function GroupDialog({ group }: GroupDialogProps) {
  const t = useTranslations("settings.testGroups");
  return (
    <Dialog
      title={group ? t("editTitle", { name: group.name }) : t("addTitle")}
      trigger={
        group ? (
          <Button variant="quiet" size="small">
            {t("edit")}
          </Button>
        ) : (
          <Button variant="primary">
            <Plus aria-hidden />
            {t("add")}
          </Button>
        )
      }
    >
      {(close) => (
        <Form action={saveGroup} onAnswer={(answer) => answer.ok && close()}>
          {group && <input type="hidden" name="id" value={group.id} />}
          <TextField
            label={t("name")}
            name="name"
            description={t("nameHint")}
            defaultValue={group?.name}
            autoComplete="off"
            maxLength={100}
            isRequired
          />
          <TextArea
            label={t("addresses")}
            name="addresses"
            description={t("addressesHint", { max: maxGroupAddresses })}
            defaultValue={group?.addresses.join("\n")}
            rows={6}
            spellCheck="false"
            isRequired
          />
          <FormMessage />
          <SubmitButton className="self-end">{t("save")}</SubmitButton>
        </Form>
      )}
    </Dialog>
  );
}
