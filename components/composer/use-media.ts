"use client";

import { useSyncExternalStore } from "react";

/** Whether the window is as the media query says; `before` until the browser was asked. */
export function useMedia(query: string, before = true): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => matchMedia(query).matches,
    () => before,
  );
}
