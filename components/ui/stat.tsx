import type { ReactNode } from "react";
import { cx } from "./class-names";

type StatProps = {
  label: ReactNode;
  value: ReactNode;
  /** The denominator, the limit, or what the number means. */
  hint?: ReactNode;
  tone?: "neutral" | "good" | "warn" | "bad";
  className?: string;
};

const tones = { neutral: "", good: "text-good-ink", warn: "text-warn-ink", bad: "text-bad-ink" };

/** One number with its name. Several stand in a `<Stats>`. */
export function Stat({ label, value, hint, tone = "neutral", className }: StatProps) {
  return (
    <div className={cx("flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3", className)}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="flex flex-col">
        <span className={cx("text-xl font-semibold tabular-nums", tones[tone])}>{value}</span>
        {hint !== undefined && <span className="text-sm text-muted tabular-nums">{hint}</span>}
      </dd>
    </div>
  );
}

/** A strip of numbers, parted by hairlines. */
export function Stats({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cx(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line max-sm:[&>:last-child:nth-child(odd)]:col-span-2 sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]",
        className,
      )}
    >
      {children}
    </dl>
  );
}
