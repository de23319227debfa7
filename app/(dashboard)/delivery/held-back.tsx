import { useTranslations } from "next-intl";
import type { RetryStanding } from "@/lib/domain/retry-standing";

type Standings = Partial<Record<RetryStanding, number>>;

/** Who would not be mailed, by reason: said before anybody presses anything. */
export function HeldBack({ standings, lead = "" }: { standings: Standings; lead?: string }) {
  const t = useTranslations("delivery.failures");
  const held = heldReasons(standings);
  if (held.length === 0) return null;
  const n = held.reduce((sum, [, count]) => sum + count, 0);
  return (
    <span className="text-muted">
      {lead}
      {t("heldBack", { n })}{" "}
      {held.map(([reason, count]) => t(`held.${reason}`, { n: count })).join(", ")}
    </span>
  );
}

/** The keys are those of RetryStanding; Object.entries forgets that. */
export function heldReasons(standings: Standings): [Exclude<RetryStanding, "ready">, number][] {
  const { ready: _ready, ...held } = standings;
  return Object.entries(held) as [Exclude<RetryStanding, "ready">, number][];
}
