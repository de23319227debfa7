"use client";

import { Puck } from "@puckeditor/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useMailDocument } from "./use-editing";

/** The mail and the page around it: the sheet's own margin is part of what a reader sees. */
const widths = { wide: 640, phone: 375 };
export type CanvasWidth = keyof typeof widths;

/** The mail at its true width, shrunk where there is less room. */
export function Canvas({ width }: { width: CanvasWidth }) {
  const t = useTranslations("composer");
  const { blocks } = useMailDocument();
  const box = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(1);
  const pixels = widths[width];
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setScale(Math.min(1, entry.contentRect.width / pixels));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [pixels]);
  return (
    <div ref={box} className="relative min-h-0 grow overflow-hidden rounded-b-lg bg-sunken">
      <div
        className="absolute inset-y-0 left-1/2 origin-top-left bg-white [&>div]:h-full"
        style={{
          width: pixels,
          height: `${100 / scale}%`,
          transform: `scale(${scale}) translateX(-50%)`,
        }}
      >
        <Puck.Preview />
      </div>
      {blocks.length === 0 && (
        <p className="pointer-events-none absolute inset-x-0 top-28 mx-auto max-w-80 rounded-md bg-raised px-4 py-3 text-center shadow-float">
          {t("empty")}
        </p>
      )}
    </div>
  );
}
