import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

type PageHeaderProps = {
  /** The page's only h1. */
  title: ReactNode;
  badge?: ReactNode;
  description?: ReactNode;
  /** The one primary action stands last. */
  actions?: ReactNode;
  back?: { href: string; label: string };
};

export function PageHeader({ title, badge, description, actions, back }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-1">
      {back !== undefined && (
        <Link
          href={back.href}
          className="-ml-1 inline-flex h-7 items-center gap-1 self-start rounded-sm px-1 text-sm text-muted hover:text-ink"
        >
          <ArrowLeft className="size-4" aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-3">
        <div className="flex min-w-0 grow basis-64 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight text-balance">{title}</h1>
          {badge}
        </div>
        {actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        )}
      </div>
      {description !== undefined && <p className="max-w-180 text-muted">{description}</p>}
    </header>
  );
}
