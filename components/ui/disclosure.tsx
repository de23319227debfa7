import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type DisclosureProps = { summary: ReactNode; children: ReactNode; isOpen?: boolean };

/** Details that most people do not need. */
export function Disclosure({ summary, children, isOpen = false }: DisclosureProps) {
  return (
    <details open={isOpen} className="group/disclosure">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm text-sm font-medium text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 transition-transform group-open/disclosure:rotate-90"
          aria-hidden
        />
        {summary}
      </summary>
      <div className="pt-3">{children}</div>
    </details>
  );
}
