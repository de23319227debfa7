"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { unschedule } from "./actions";

/** Back to a draft, so that it can be edited; asks because a schedule is given up. */
export function Unschedule({ id }: { id: number }) {
  const t = useTranslations("campaigns.scheduled");
  return (
    <Confirm
      trigger={<Button>{t("unschedule")}</Button>}
      title={t("unscheduleTitle")}
      body={t("unscheduleBody")}
      confirmLabel={t("unscheduleConfirm")}
      action={unschedule}
      fields={{ id }}
    />
  );
}
