"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useSurroundings } from "./composer-context";
import { useBlockKeys } from "./use-block-keys";

/** The canvas is a document of its own: it gets its language, its name and its keys from here. */
export function CanvasDocument({
  children,
  document: canvas,
}: {
  children: ReactNode;
  document?: Document;
}) {
  const t = useTranslations("composer.canvas");
  const { frame } = useSurroundings();
  const title = t("title");
  useEffect(() => {
    if (canvas) nameDocument(canvas, frame.locale, title);
  }, [canvas, frame.locale, title]);
  useBlockKeys(canvas);
  useWriteOnDoubleClick(canvas);
  return (
    <>
      <style>{"body{margin:0}"}</style>
      {children}
    </>
  );
}

function nameDocument(canvas: Document, locale: string, title: string) {
  canvas.documentElement.lang = locale;
  canvas.title = title;
  canvas.defaultView?.frameElement?.setAttribute("title", title);
}

/** Two clicks on a block lead into its first field. */
function useWriteOnDoubleClick(canvas: Document | undefined) {
  const write = useEffectEvent(() => {
    const field = document.querySelector<HTMLElement>(
      "[data-block-panel] :is(input:not([type=color]), textarea, [contenteditable=true])",
    );
    field?.focus();
  });
  useEffect(() => {
    if (!canvas) return;
    const onDoubleClick = () => write();
    canvas.addEventListener("dblclick", onDoubleClick);
    return () => canvas.removeEventListener("dblclick", onDoubleClick);
  }, [canvas]);
}
