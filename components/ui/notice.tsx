import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./class-names";

export type NoticeTone = "neutral" | "accent" | "good" | "warn" | "bad";

type NoticeProps = {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

const looks: Record<NoticeTone, { box: string; icon: ReactNode }> = {
  neutral: { box: "bg-sunken text-ink", icon: <Info aria-hidden /> },
  accent: { box: "bg-accent-soft text-accent-ink", icon: <Info aria-hidden /> },
  good: { box: "bg-good-soft text-good-ink", icon: <CircleCheck aria-hidden /> },
  warn: { box: "bg-warn-soft text-warn-ink", icon: <TriangleAlert aria-hidden /> },
  bad: { box: "bg-bad-soft text-bad-ink", icon: <CircleAlert aria-hidden /> },
};

/** A sentence in the page that must be seen: what is, then what to do. */
export function Notice({ tone = "neutral", title, children, actions, className }: NoticeProps) {
  const { box, icon } = looks[tone];
  return (
    <div className={cx("flex flex-wrap items-start gap-3 rounded-md px-3 py-2.5", box, className)}>
      <span className="mt-0.75 shrink-0 [&>svg]:size-4">{icon}</span>
      {/* Where it is narrow the actions go below; the icon stays with the words. */}
      <div className="min-w-0 grow basis-48 space-y-1">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {actions !== undefined && (
        <div className="flex max-w-full flex-wrap items-center gap-2">{actions}</div>
      )}
    </div>
  );
}
