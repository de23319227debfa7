"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { CheckboxGroup } from "@/components/ui/checkbox-group";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormMessage } from "@/components/ui/form-message";
import { SubmitButton } from "@/components/ui/submit-button";
import { chooseColumns } from "./view-actions";

type ColumnDialogProps = {
  items: { id: string; label: string }[];
  chosen: string[];
  /** The list without columns in its address: it then shows those that are kept. */
  listHref: string;
};

/** Which columns the table has; the choice is kept for this user. */
export function ColumnDialog({ items, chosen, listHref }: ColumnDialogProps) {
  const t = useTranslations("contacts.columns");
  const router = useRouter();
  return (
    <Dialog
      title={t("title")}
      size="small"
      trigger={
        <Button>
          <Columns3 aria-hidden />
          {t("button")}
        </Button>
      }
    >
      {(close) => (
        <Form
          action={chooseColumns}
          onAnswer={({ ok }) => {
            if (!ok) return;
            close();
            router.push(listHref);
          }}
        >
          <CheckboxGroup
            label={t("shown")}
            description={t("hint")}
            name="columns"
            items={items}
            defaultValue={chosen}
          />
          <FormMessage />
          <div className="flex justify-end">
            <SubmitButton variant="primary">{t("save")}</SubmitButton>
          </div>
        </Form>
      )}
    </Dialog>
  );
}
