import type { ReactNode } from "react";
import { cx } from "./class-names";

type EmptyStateProps = {
  icon: ReactNode;
  title: ReactNode;
  /** What will stand here, and what to do next. */
  body: ReactNode;
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ icon, title, body, action, className }: EmptyStateProps) {
  return (
    <div
      className={cx(
        "flex flex-col items-center gap-1 rounded-lg border border-dashed border-line-strong/50 px-6 py-12 text-center",
        className,
      )}
    >
      <span aria-hidden className="mb-2 text-faint [&>svg]:size-6 [&>svg]:stroke-[1.5]">
        {icon}
      </span>
      <p className="font-medium">{title}</p>
      <p className="max-w-110 text-balance text-muted">{body}</p>
      {action !== undefined && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>
      )}
    </div>
  );
}
