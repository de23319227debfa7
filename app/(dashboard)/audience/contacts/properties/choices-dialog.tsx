"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import type { Choice } from "@/lib/domain/property-choices";
import { countHolders, saveChoicesOf } from "./actions";
import { ChoiceRows } from "./choice-rows";

type ChoicesDialogProps = { id: number; label: string; choices: Choice[]; isUsedInMails: boolean };

/** Renames, orders, adds and takes out choices. Who holds them is counted when it is opened. */
export function ChoicesDialog({ id, label, choices, isUsedInMails }: ChoicesDialogProps) {
  const t = useTranslations("properties");
  const [holders, setHolders] = useState<Record<string, number>>();
  async function count() {
    const form = new FormData();
    form.set("id", String(id));
    setHolders(readCounts((await countHolders(undefined, form))?.data));
  }
  return (
    <Dialog
      title={t("editChoicesTitle", { label })}
      trigger={
        <Button size="small" onPress={() => void count()}>
          {t("editChoices")}
        </Button>
      }
    >
      {(close) => (
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
          <ChoiceRows choices={choices} holders={holders} />
          <FormMessage />
          <div className="flex justify-end">
            <SubmitButton>{t("saveChoices")}</SubmitButton>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

/** What an action answers is unknown to the browser; without counts the form works all the same. */
function readCounts(data: unknown): Record<string, number> | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  return Object.fromEntries(Object.entries(data).map(([key, count]) => [key, Number(count)]));
}
