"use client";

import { useEffect, useRef, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { guardPreview } from "@/lib/domain/preview-theme";

type ScaledFrameProps = {
  html: string;
  title: string;
  /** How wide the mail program is meant to be, in CSS pixels. */
  width: number;
  className?: string;
  /** A picture for the eyes only: out of reach for keyboard, pointer and screen readers. */
  isPicture?: boolean;
};

/**
 * A mail at its true width, shrunk where there is less room, so that nothing is cut off. The
 * sandbox is empty: no scripts, no forms, no access to us, and nowhere to go; and the mail gets a
 * policy of its own, which lets it load pictures and nothing else.
 */
export function ScaledFrame({
  html,
  title,
  width,
  className,
  isPicture = false,
}: ScaledFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setScale(Math.min(1, entry.contentRect.width / width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return (
    <div
      ref={box}
      className={cx("relative overflow-hidden bg-sunken", className)}
      {...(isPicture && { "aria-hidden": true })}
    >
      <iframe
        sandbox=""
        srcDoc={guardPreview(html)}
        title={title}
        className={cx(
          "absolute inset-y-0 left-1/2 origin-top border-0 bg-white",
          isPicture && "pointer-events-none",
        )}
        style={{
          width,
          height: `${100 / scale}%`,
          transform: `translateX(-50%) scale(${scale})`,
        }}
        {...(isPicture && { tabIndex: -1, loading: "lazy" as const })}
      />
    </div>
  );
}
