"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { TextField } from "@/components/ui/text-field";
import type { SuppressionReason } from "@/lib/domain/suppression-reason";
import { lift } from "./actions";

type LiftButtonProps = { emailNormalized: string; reason: SuppressionReason };

/** Allows mail again; the reason given is kept in the audit log. */
export function LiftButton({ emailNormalized, reason }: LiftButtonProps) {
  const t = useTranslations("suppressions");
  return (
    <Confirm
      trigger={
        <Button
          variant="quiet"
          size="small"
          aria-label={t("liftLabel", { email: emailNormalized })}
        >
          {t("lift")}
        </Button>
      }
      title={t("liftTitle", { email: emailNormalized })}
      body={t(`liftBody.${reason}`)}
      confirmLabel={t("liftConfirm")}
      action={lift}
      fields={{ emailNormalized, reason }}
      variant={reason === "complaint" || reason === "unsubscribe" ? "danger" : "primary"}
    >
      <TextField
        label={t("liftWhy")}
        name="why"
        description={t("liftWhyHint")}
        maxLength={300}
        isRequired
      />
    </Confirm>
  );
}
