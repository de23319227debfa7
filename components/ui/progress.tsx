"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "./class-names";

type ProgressProps = {
  value: number;
  max: number;
  /** What goes on: "Sending", "Reading rows". */
  label: string;
  /** Rate and time left, or what it waits for. */
  hint?: ReactNode;
  tone?: "accent" | "good" | "warn" | "bad";
  className?: string;
};

const tones = { accent: "bg-accent", good: "bg-good", warn: "bg-warn", bad: "bg-bad" };

/** Always with its numbers: "1,204 of 4,812". */
export function Progress({ value, max, label, hint, tone = "accent", className }: ProgressProps) {
  const t = useTranslations("ui");
  const format = useFormatter();
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const numbers = t("progress", { done: value, total: max });
  return (
    <div className={cx("flex min-w-0 flex-col gap-1.5", className)}>
      <div className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-muted tabular-nums">{numbers}</span>
        <span className="ml-auto text-muted tabular-nums">
          {/* 99.6 % is not yet done. */}
          {format.number(Math.floor(share * 100) / 100, { style: "percent" })}
        </span>
      </div>
      {/* <progress> cannot be styled alike in all browsers. */}
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.min(value, max)}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={numbers}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
      >
        <div
          className={cx("h-full rounded-full transition-[width]", tones[tone])}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      {hint !== undefined && <div className="text-sm text-muted tabular-nums">{hint}</div>}
    </div>
  );
}
