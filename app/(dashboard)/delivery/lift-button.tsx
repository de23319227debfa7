"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { liftSlowdownAction } from "./actions";

type LiftButtonProps = { domain: string; group: string; groupName: string };

/** Ends a slow-down before its time. */
export function LiftButton({ domain, group, groupName }: LiftButtonProps) {
  const t = useTranslations("delivery.slowdowns");
  return (
    <Confirm
      trigger={<Button size="small">{t("lift")}</Button>}
      title={t("liftTitle", { group: groupName })}
      body={t("liftBody")}
      confirmLabel={t("liftConfirm", { group: groupName })}
      action={liftSlowdownAction}
      fields={{ domain, group }}
    />
  );
}
