import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./class-names";

type TableProps = {
  /** Names the table for screen readers. */
  label: string;
  children: ReactNode;
  className?: string;
};

/**
 * A plain table. On wide screens its head sticks to the top of the page; on small ones it scrolls
 * sideways in its own box, which the keyboard can reach.
 */
export function Table({ label, children, className }: TableProps) {
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must take focus
      tabIndex={0}
      className="rounded-lg border border-line bg-surface max-lg:overflow-x-auto"
    >
      <table
        className={cx(
          "w-full border-separate border-spacing-0 text-left tabular-nums [&_tbody>tr:last-child>*]:border-b-0",
          className,
        )}
      >
        {children}
      </table>
    </section>
  );
}

export function Thead({ children }: { children: ReactNode }) {
  return <thead>{children}</thead>;
}

export function Tbody({ children }: { children: ReactNode }) {
  return <tbody>{children}</tbody>;
}

type CellProps = {
  children?: ReactNode;
  /** end for numbers. */
  align?: "start" | "end";
  /** Left out below this width, where the table would otherwise scroll. */
  hideBelow?: "sm" | "md" | "lg";
  className?: string;
  colSpan?: number;
};

const hides = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-lg:hidden" };

type ThProps = CellProps & {
  /** Makes the heading a link that sorts. */
  sort?: { href: string; direction?: "ascending" | "descending" | undefined };
};

export function Th({ children, align = "start", hideBelow, className, sort, colSpan }: ThProps) {
  const Arrow = sort?.direction === "ascending" ? ArrowUp : ArrowDown;
  // A column of buttons needs no heading, and an empty one would be read as such.
  const Cell = children === undefined ? "td" : "th";
  return (
    <Cell
      {...(Cell === "th" ? { scope: "col" } : {})}
      aria-sort={sort?.direction}
      {...(colSpan === undefined ? {} : { colSpan })}
      className={cx(
        "sticky top-0 z-10 h-9 border-b border-line bg-sunken px-3 text-sm font-medium whitespace-nowrap text-muted first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4 max-lg:static",
        align === "end" && "text-right",
        hideBelow && hides[hideBelow],
        className,
      )}
    >
      {sort === undefined ? (
        children
      ) : (
        <Link href={sort.href} className="inline-flex items-center gap-1 rounded-sm hover:text-ink">
          {children}
          <Arrow
            aria-hidden
            className={cx("size-3.5", sort.direction === undefined && "opacity-0")}
          />
        </Link>
      )}
    </Cell>
  );
}

export function Td({ children, align = "start", hideBelow, className, colSpan }: CellProps) {
  return (
    <td
      {...(colSpan === undefined ? {} : { colSpan })}
      className={cx(
        "h-11 border-b border-line px-3 py-2 first:pl-4 last:pr-4",
        align === "end" && "text-right",
        hideBelow && hides[hideBelow],
        className,
      )}
    >
      {children}
    </td>
  );
}

/** `isSelected` tints the row; put RowLink into the first cell to make the row lead somewhere. */
export function Tr({ children, isSelected }: { children: ReactNode; isSelected?: boolean }) {
  return (
    <tr
      className={cx(
        "relative hover:[&>td]:bg-hover/50 [&_:is(a,button,label):not([data-row-link])]:relative [&_:is(a,button,label):not([data-row-link])]:z-1",
        isSelected && "[&>td]:bg-accent-soft",
      )}
    >
      {children}
    </tr>
  );
}

/** The row's main link; its whole row can be clicked, other controls in it keep working. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      data-row-link
      className="rounded-sm font-medium text-ink before:absolute before:inset-0 hover:underline hover:underline-offset-2"
    >
      {children}
    </Link>
  );
}
