"use client";

import type { ReactElement, ReactNode } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components";

type TooltipProps = {
  text: ReactNode;
  children: ReactElement;
  delay?: number;
  placement?: "top" | "right" | "bottom";
};

/** A few words on hover and focus. `children` is one focusable primitive, such as Button. */
export function Tooltip({ text, children, delay = 400, placement = "top" }: TooltipProps) {
  return (
    <TooltipTrigger delay={delay} closeDelay={80}>
      {children}
      <AriaTooltip
        offset={6}
        placement={placement}
        className="max-w-72 animate-fade-in rounded-md bg-ink px-2 py-1 text-sm text-canvas shadow-float"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
