"use client";

import { ListPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/domain/action-state";

type KeepSegmentProps = {
  action: FormAction;
  /** What names the people: a campaign and a filter, an import. */
  fields: Record<string, string | number>;
  count: number;
};

/** Keeps the people of a list as a static segment under a name of one's own. */
export function KeepSegment({ action, fields, count }: KeepSegmentProps) {
  const t = useTranslations("segments");
  return (
    <Confirm
      trigger={
        <Button>
          <ListPlus aria-hidden />
          {t("keep.button")}
        </Button>
      }
      title={t("keep.title")}
      body={t("keep.body", { count })}
      confirmLabel={t("keep.confirm", { count })}
      action={action}
      fields={fields}
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
