import type { ReactNode } from "react";
import { cx } from "./class-names";

// Narrow pages keep the left edge of the others, so that nothing jumps from page to page.
const widths = { narrow: "max-w-300 *:max-w-180", normal: "max-w-300", wide: "max-w-none" };

type PageProps = {
  /** narrow for forms, wide for big tables and editors. */
  width?: keyof typeof widths;
  children: ReactNode;
  className?: string;
};

/** What stands inside the main landmark: PageHeader first, then sections. */
export function Page({ width = "normal", children, className }: PageProps) {
  return (
    <div className={cx("mx-auto flex w-full flex-col gap-6", widths[width], className)}>
      {children}
    </div>
  );
}
