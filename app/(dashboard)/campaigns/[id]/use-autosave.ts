"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import * as z from "zod";
import type { FormAction } from "@/lib/domain/action-state";
import { useLeaveGuard } from "./use-leave-guard";

export type SaveState =
  | { kind: "saved"; at: number | undefined } // undefined = as it was loaded
  | { kind: "unsaved" | "saving" }
  | { kind: "invalid" | "failed"; message: string | undefined }
  | { kind: "conflict"; at: string; revision: number };

const answered = z.object({ revision: z.number(), answer: z.unknown() });
const stale = z.object({
  reason: z.literal("stale"),
  revision: z.number(),
  updatedAt: z.string(),
});

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
 * that the last one made. What could not be saved stays to be saved with the next try.
 */
export function useAutosave<Patch extends object>(options: Autosave<Patch>) {
  const [state, setState] = useState<SaveState>({ kind: "saved", at: undefined });
  const revision = useRef(options.revision);
  const pending = useRef<Partial<Patch>>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean>>(undefined);
  // A save outlives the render that asked for it, and must speak for the newest one.
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const hasPending = () => Object.keys(pending.current).length > 0;

  async function save(): Promise<boolean> {
    if (!hasPending()) return true;
    const patch = pending.current;
    pending.current = {};
    setState({ kind: "saving" });
    const outcome = await post(latest.current, revision.current, patch);
    revision.current = outcome.revision;
    if (!outcome.ok) pending.current = { ...patch, ...pending.current };
    setState(outcome.ok && hasPending() ? { kind: "unsaved" } : outcome.state);
    return outcome.ok;
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
    clearTimeout(timer.current);
    if (state.kind === "conflict") return; // a person decides first
    setState({ kind: "unsaved" });
    timer.current = setTimeout(() => void flush(), pauseMs);
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

  const onUnmount = useEffectEvent(() => void flush());
  useEffect(() => () => onUnmount(), []);
  useLeaveGuard({ isUnsafe: () => hasPending() || state.kind === "saving", flush });
  return { state, change, flush, overwrite, discard, savedRevision: () => revision.current };
}

type Outcome = { ok: boolean; revision: number; state: SaveState };

async function post<Patch>(
  { id, action, onAnswer }: Autosave<Patch>,
  revision: number,
  patch: Partial<Patch>,
): Promise<Outcome> {
  const form = new FormData();
  form.set("id", String(id));
  form.set("revision", String(revision));
  form.set("patch", JSON.stringify(patch));
  // The network failed: the work is still here, and the next try takes it along.
  const answer = await action(undefined, form).catch(() => undefined);
  const made = answered.safeParse(answer?.data);
  if (made.success) onAnswer(made.data.answer, answer?.fields ?? {});
  const next = made.success ? made.data.revision : revision;
  if (answer?.ok) return { ok: true, revision: next, state: { kind: "saved", at: Date.now() } };
  const conflict = stale.safeParse(answer?.data);
  if (conflict.success) {
    const { updatedAt: at, revision: theirs } = conflict.data;
    return { ok: false, revision, state: { kind: "conflict", at, revision: theirs } };
  }
  const kind = answer?.fields ? "invalid" : "failed";
  return { ok: false, revision: next, state: { kind, message: answer?.message } };
}
