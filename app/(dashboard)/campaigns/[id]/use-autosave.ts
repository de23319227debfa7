"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import * as z from "zod";
import type { FormAction } from "@/lib/domain/action-state";

export type SaveState =
  | { kind: "saved"; at: number | undefined } // undefined = as it was loaded
  | { kind: "unsaved" | "saving" }
  | { kind: "invalid" | "failed"; message: string | undefined }
  | { kind: "conflict"; at: string; revision: number };

const answered = z.object({ revision: z.number(), answer: z.unknown() });
const stale = z.object({ reason: z.literal("stale"), revision: z.number(), updatedAt: z.string() });

type Autosave<Patch> = {
  id: number;
  revision: number;
  /** Everything on this page: what an overwrite saves after a conflict. */
  current: () => Patch;
  action: FormAction;
  /** What the action answered beside the revision, and the fields it refused. */
  onAnswer: (answer: unknown, fields: Record<string, string>) => void;
};

const pauseMs = 1_000;

/**
 * Saves what changed a second after the last key, one save at a time, each on top of the revision
 * that the last one made. Nothing is lost on leaving: links wait for the save, the browser asks.
 */
export function useAutosave<Patch extends object>(options: Autosave<Patch>) {
  const router = useRouter();
  const [state, setState] = useState<SaveState>({ kind: "saved", at: undefined });
  const revision = useRef(options.revision);
  const pending = useRef<Partial<Patch>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean>>(undefined);

  const save = useEffectEvent(async (): Promise<boolean> => {
    const patch = pending.current;
    pending.current = {};
    if (Object.keys(patch).length === 0) return true;
    setState({ kind: "saving" });
    const form = new FormData();
    form.set("id", String(options.id));
    form.set("revision", String(revision.current));
    form.set("patch", JSON.stringify(patch));
    const answer = await options.action(undefined, form).catch(() => undefined);
    const made = answered.safeParse(answer?.data);
    if (made.success) {
      revision.current = made.data.revision;
      options.onAnswer(made.data.answer, answer?.fields ?? {});
    }
    if (answer?.ok) {
      setState(hasPending() ? { kind: "unsaved" } : { kind: "saved", at: Date.now() });
      return true;
    }
    // What could not be saved stays to be saved with the next try.
    pending.current = { ...patch, ...pending.current };
    const conflict = stale.safeParse(answer?.data);
    setState(
      conflict.success
        ? { kind: "conflict", at: conflict.data.updatedAt, revision: conflict.data.revision }
        : { kind: answer?.fields ? "invalid" : "failed", message: answer?.message },
    );
    return false;
  });

  function hasPending(): boolean {
    return Object.keys(pending.current).length > 0;
  }

  /** Saves now what is left; true when all of it is safe. */
  async function flush(): Promise<boolean> {
    clearTimeout(timer.current);
    await running.current;
    running.current = save();
    return running.current;
  }

  function change(patch: Partial<Patch>) {
    pending.current = { ...pending.current, ...patch };
    setState((now) => (now.kind === "conflict" ? now : { kind: "unsaved" }));
    clearTimeout(timer.current);
    if (state.kind !== "conflict") timer.current = setTimeout(() => void flush(), pauseMs);
  }

  /** After a conflict: this page wins, whole. */
  async function overwrite() {
    if (state.kind !== "conflict") return;
    revision.current = state.revision;
    pending.current = options.current();
    await flush();
  }

  /** After a conflict: what was saved elsewhere wins. */
  function discard() {
    pending.current = {};
    location.reload();
  }

  const onLeave = useEffectEvent((event: BeforeUnloadEvent) => {
    if (hasPending() || state.kind === "saving") event.preventDefault();
  });
  const onLink = useEffectEvent((event: MouseEvent) => {
    const href = plainLink(event);
    if (href === undefined || (!hasPending() && state.kind !== "saving")) return;
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
      clearTimeout(timer.current);
      window.removeEventListener("beforeunload", leave);
      document.removeEventListener("click", link, { capture: true });
    };
  }, []);

  return { state, change, flush, overwrite, discard };
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
