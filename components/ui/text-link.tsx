import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./class-names";

type TextLinkProps = { href: string; children: ReactNode; className?: string };

/** A link inside a sentence or a cell. */
export function TextLink({ href, children, className }: TextLinkProps) {
  return (
    <Link
      href={href}
      className={cx(
        "rounded-sm text-accent-ink underline decoration-accent-ink/40 underline-offset-2 hover:decoration-accent-ink",
        className,
      )}
    >
      {children}
    </Link>
  );
}
