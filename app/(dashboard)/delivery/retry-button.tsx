"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { RetryStanding } from "@/lib/domain/retry-standing";
import { retry } from "./actions";

type RetryButtonProps = {
  /** How many a retry would mail, and how many not, by reason. */
  standings: Partial<Record<RetryStanding, number>>;
  /** What the form posts: cause, campaign or selection, and when this was seen. */
  fields: Record<string, string | number>;
  /** Trying again without a change brings the same answer. */
  isHopeless: boolean;
  hasPaused: boolean;
  canRetry: boolean;
};

/** Says by name and number who would be mailed, and who not and why, before anybody is. */
export function RetryButton(props: RetryButtonProps) {
  const { standings, fields, isHopeless, hasPaused, canRetry } = props;
  const t = useTranslations("delivery.failures");
  const { ready = 0, ...held } = standings;
  const reasons = Object.entries(held).map(([reason, n]) =>
    // The keys are those of RetryStanding; Object.entries forgets that.
    t(`held.${reason as Exclude<RetryStanding, "ready">}`, { n }),
  );
  const heldCount = Object.values(held).reduce((sum, n) => sum + n, 0);
  const disabledReason = !canRetry
    ? t("notYours")
    : ready === 0
      ? t("nobodyLeft", { reasons: reasons.join(", ") })
      : undefined;
  const trigger = (
    <Button variant={isHopeless ? "secondary" : "primary"} disabledReason={disabledReason}>
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
          {heldCount > 0 && <HeldBack count={heldCount} reasons={reasons} />}
          {hasPaused && <p className="text-muted">{t("pausedWaits")}</p>}
        </>
      }
      confirmLabel={t("retryConfirm", { n: ready })}
      action={retry}
      fields={fields}
    />
  );
}

function HeldBack({ count, reasons }: { count: number; reasons: string[] }) {
  const t = useTranslations("delivery.failures");
  return (
    <div className="text-muted">
      <p>{t("heldBack", { n: count })}</p>
      <ul className="list-disc pl-5">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
