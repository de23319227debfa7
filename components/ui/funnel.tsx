import { ChevronRight } from "lucide-react";
import { useFormatter } from "next-intl";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./class-names";

export type FunnelTone = "neutral" | "accent" | "good" | "warn" | "bad" | "violet";

export type FunnelStep = {
  label: ReactNode;
  value: number;
  /** The list behind the number. */
  href?: string;
  tone?: FunnelTone;
  /** Why these people fall out, or what the step means. */
  hint?: ReactNode;
};

const tones: Record<FunnelTone, string> = {
  neutral: "bg-line-strong/50",
  accent: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  violet: "bg-violet",
};

/** Steps that part a whole; each bar is the step's share of the first one. */
export function Funnel({ steps, className }: { steps: FunnelStep[]; className?: string }) {
  const format = useFormatter();
  const whole = Math.max(1, steps[0]?.value ?? 0);
  return (
    <ol className={cx("divide-y divide-line rounded-lg border border-line bg-surface", className)}>
      {steps.map((step, index) => (
        // Steps have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="relative flex min-h-11 items-center gap-3 px-4 py-2">
          <div className="flex min-w-0 grow basis-0 flex-col">
            {step.href === undefined ? (
              <span>{step.label}</span>
            ) : (
              <Link
                href={step.href}
                className="rounded-sm before:absolute before:inset-0 hover:underline hover:underline-offset-2"
              >
                {step.label}
              </Link>
            )}
            {step.hint !== undefined && <span className="text-sm text-muted">{step.hint}</span>}
          </div>
          <span
            aria-hidden
            className="h-2 w-2/5 shrink-0 overflow-hidden rounded-full bg-hover max-sm:w-1/4"
          >
            <span
              className={cx("block h-full rounded-full", tones[step.tone ?? "neutral"])}
              // A few people out of many must still be seen.
              style={{ width: step.value > 0 ? `max(3px, ${(step.value / whole) * 100}%)` : 0 }}
            />
          </span>
          <span className="min-w-14 text-right font-medium tabular-nums">
            {format.number(step.value)}
          </span>
          <ChevronRight
            aria-hidden
            className={cx("size-4 shrink-0 text-muted", step.href === undefined && "invisible")}
          />
        </li>
      ))}
    </ol>
  );
}
