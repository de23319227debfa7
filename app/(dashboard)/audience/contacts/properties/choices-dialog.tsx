"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { Spinner } from "@/components/ui/spinner";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import type { CountedChoice } from "@/lib/property-choices";
import { countHolders, saveChoicesOf } from "./actions";
import { ChoiceRows } from "./choice-rows";

type ChoicesDialogProps = { id: number; label: string; isUsedInMails: boolean };

/** Renames, orders, adds and takes out choices. Counted when opened: it reads every contact. */
export function ChoicesDialog({ id, label, isUsedInMails }: ChoicesDialogProps) {
  const t = useTranslations("properties");
  const [isOpen, setIsOpen] = useState(false);
  const [choices, setChoices] = useState<CountedChoice[]>();
  async function open() {
    setIsOpen(true);
    setChoices(await countHolders(id));
  }
  return (
    <>
      <Button size="small" onPress={() => void open()}>
        {t("editChoices")}
      </Button>
      <Dialog
        title={t("editChoicesTitle", { label })}
        isOpen={isOpen}
        onOpenChange={(stays) => {
          setIsOpen(stays);
          if (!stays) setChoices(undefined);
        }}
      >
        {(close) =>
          choices === undefined ? (
            <Spinner />
          ) : (
            <Form
              action={saveChoicesOf}
              onAnswer={({ ok, message }) => {
                if (!ok) return;
                close();
                if (message !== undefined) toast(message);
              }}
            >
              <input type="hidden" name="id" value={id} />
              <p className="text-muted">{t("editChoicesBody")}</p>
              {isUsedInMails && <p className="text-muted">{t("conditionHint")}</p>}
              <ChoiceRows choices={choices} />
              <FormMessage />
              <div className="flex justify-end">
                <SubmitButton>{t("saveChoices")}</SubmitButton>
              </div>
            </Form>
          )
        }
      </Dialog>
    </>
  );
}
