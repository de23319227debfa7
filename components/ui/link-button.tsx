import Link from "next/link";
import type { ReactNode } from "react";
import { buttonStyle, type ButtonSize, type ButtonVariant } from "./button-style";

type LinkButtonProps = {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  children: ReactNode;
  className?: string;
  /** For files: the browser saves it, the router stays out. */
  download?: boolean;
  "aria-label"?: string;
};

export function LinkButton({
  href,
  variant,
  size,
  className,
  download,
  children,
  ...rest
}: LinkButtonProps) {
  const style = buttonStyle(variant, size, className);
  if (download)
    return (
      <a href={href} download className={style} {...rest}>
        {children}
      </a>
    );
  return (
    <Link href={href} className={style} {...rest}>
      {children}
    </Link>
  );
}
