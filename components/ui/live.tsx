"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useTransition } from "react";

type LiveProps = {
  /** False once nothing runs any more: then nothing is asked. */
  isRunning: boolean;
  seconds?: number;
};

/** Fetches the page anew every few seconds while something runs and somebody looks. */
export function Live({ isRunning, seconds = 3 }: LiveProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const refresh = useEffectEvent(() => {
    // One at a time: a slow server is not asked again before it answered.
    if (isPending || document.visibilityState !== "visible") return;
    startTransition(() => router.refresh());
  });

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => refresh(), seconds * 1000);
    const onVisible = () => refresh();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [isRunning, seconds]);

  return null;
}
