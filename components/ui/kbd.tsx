import type { ReactNode } from "react";

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-5.5 min-w-5.5 place-items-center rounded-sm border border-line bg-sunken px-1.5 font-sans text-xs font-medium text-muted">
      {children}
    </kbd>
  );
}
