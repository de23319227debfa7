"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { TextField } from "@/components/ui/text-field";
import { createList } from "./actions";

/** A static segment without anybody yet. */
export function NewList() {
  const t = useTranslations("segments");
  return (
    <Confirm
      trigger={<Button>{t("list.create")}</Button>}
      title={t("list.title")}
      body={t("list.body")}
      confirmLabel={t("list.confirm")}
      action={createList}
    >
      <TextField
        label={t("name")}
        name="name"
        description={t("nameHint")}
        maxLength={100}
        isRequired
      />
    </Confirm>
  );
}
