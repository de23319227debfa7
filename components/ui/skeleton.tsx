import { cx } from "./class-names";

/** A grey place for what is still being fetched; keeps the layout from jumping. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("h-4 animate-pulse rounded-sm bg-hover", className)} />;
}
