import type { ReactNode } from "react";

/** A name and its value in a card's list: beside each other, on a phone below each other. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="sm:contents">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="max-w-180 min-w-0">{children}</dd>
    </div>
  );
}
