import { cx } from "./class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover data-pressed:bg-accent-hover",
  secondary:
    "border border-line-strong/45 bg-surface text-ink hover:bg-hover data-pressed:bg-hover",
  quiet: "text-ink hover:bg-hover data-pressed:bg-hover",
  danger: "bg-bad text-on-accent hover:bg-bad-hover data-pressed:bg-bad-hover",
};

const sizes: Record<ButtonSize, string> = {
  small: "h-7 px-2.5 text-sm",
  medium: "h-9 px-3.5",
};

/** One look for buttons and for links that act as the way on. */
export function buttonStyle(
  variant: ButtonVariant = "secondary",
  size: ButtonSize = "medium",
  className?: string,
): string {
  return cx(
    "relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap no-underline transition-colors select-none",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    sizes[size],
    className,
  );
}
