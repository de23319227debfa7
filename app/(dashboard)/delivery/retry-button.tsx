"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { RetryStanding } from "@/lib/domain/retry-standing";
import { retry } from "./actions";
import { HeldBack, heldReasons } from "./held-back";

type RetryButtonProps = {
  /** How many a retry would mail, and how many not, by reason. */
  standings: Partial<Record<RetryStanding, number>>;
  /** What the form posts: cause, campaign or selection, and when this was seen. */
  fields: Record<string, string | number>;
  /** Trying again without a change brings the same answer. */
  isHopeless: boolean;
  hasPaused: boolean;
};

/** Says by name and number who would be mailed, and who not and why, before anybody is. */
export function RetryButton(props: RetryButtonProps) {
  const { standings, fields, isHopeless, hasPaused } = props;
  const t = useTranslations("delivery.failures");
  const ready = standings.ready ?? 0;
  const reasons = heldReasons(standings).map(([reason, n]) => t(`held.${reason}`, { n }));
  const disabledReason = ready === 0 ? t("nobodyLeft", { reasons: reasons.join(", ") }) : undefined;
  const trigger = (
    <Button disabledReason={disabledReason}>
      <RotateCcw aria-hidden />
      {t("retry")}
    </Button>
  );
  if (disabledReason !== undefined) return trigger;
  return (
    <Confirm
      trigger={trigger}
      title={t("retryTitle", { n: ready })}
      body={
        <>
          <p>{t("retryBody", { n: ready })}</p>
          {isHopeless && <p className="text-warn-ink">{t("sameAnswer")}</p>}
          {reasons.length > 0 && (
            <p>
              <HeldBack standings={standings} />
            </p>
          )}
          {hasPaused && <p className="text-muted">{t("pausedWaits")}</p>}
        </>
      }
      confirmLabel={t("retryConfirm", { n: ready })}
      action={retry}
      fields={fields}
    />
  );
}
