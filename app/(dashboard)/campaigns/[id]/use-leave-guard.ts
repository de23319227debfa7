"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";

/** While something is not saved: links wait for the save, and the browser asks before it closes. */
export function useLeaveGuard({
  isUnsafe,
  flush,
}: {
  isUnsafe: () => boolean;
  flush: () => Promise<boolean>;
}) {
  const router = useRouter();
  const onLeave = useEffectEvent((event: BeforeUnloadEvent) => {
    if (isUnsafe()) event.preventDefault();
  });
  const onLink = useEffectEvent((event: MouseEvent) => {
    const href = plainLink(event);
    if (href === undefined || !isUnsafe()) return;
    event.preventDefault();
    event.stopPropagation();
    void flush().then((isSafe) => isSafe && router.push(href));
  });
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => onLeave(event);
    const link = (event: MouseEvent) => onLink(event);
    window.addEventListener("beforeunload", leave);
    document.addEventListener("click", link, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", leave);
      document.removeEventListener("click", link, { capture: true });
    };
  }, []);
}

/** Where a plain click on a link of ours leads; undefined for everything else. */
function plainLink(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return undefined;
  }
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target !== "" || link.download !== "") {
    return undefined;
  }
  const url = new URL(link.href);
  if (url.origin !== location.origin) return undefined;
  return url.pathname + url.search;
}
