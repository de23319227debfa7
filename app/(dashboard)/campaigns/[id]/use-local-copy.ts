"use client";

import { useEffect, useEffectEvent, useState } from "react";
import * as z from "zod";
import type { Draft } from "./head-fields";
import type { SaveState } from "./use-autosave";

const kept = z.object({
  revision: z.number(),
  at: z.number(),
  draft: z.object({
    subject: z.string(),
    previewText: z.string(),
    content: z.record(z.string(), z.unknown()),
  }),
});
export type LocalCopy = z.infer<typeof kept>;

/** Writing it at every key would be felt in long mails. */
const pauseMs = 300;

type LocalCopyOptions = {
  id: number;
  draft: Draft;
  state: SaveState;
  savedRevision: () => number;
};

/**
 * What is not saved yet also lies in this browser, by campaign: a machine that loses its network or
 * its power loses no work. Gone as soon as the server has it.
 */
export function useLocalCopy({ id, draft, state, savedRevision }: LocalCopyOptions) {
  const key = `letterpress.draft.${id}`;
  const [found, setFound] = useState<LocalCopy>();
  useEffect(() => {
    // After the page is there: the server has no such storage, and would draw something else.
    const timer = setTimeout(() => setFound(readCopy(key)), 0);
    return () => clearTimeout(timer);
  }, [key]);

  const write = useEffectEvent(({ subject, previewText, content }: Draft) => {
    const copy = { subject, previewText, content };
    writeCopy(key, { revision: savedRevision(), at: Date.now(), draft: copy });
  });
  const isSafe = state.kind === "saved";
  const isUntouched = isSafe && state.at === undefined;
  useEffect(() => {
    if (isUntouched) return; // what lies there is of an earlier visit
    if (isSafe) {
      localStorage.removeItem(key);
      return;
    }
    const timer = setTimeout(() => write(draft), pauseMs);
    return () => clearTimeout(timer);
  }, [key, draft, isSafe, isUntouched]);

  function drop() {
    localStorage.removeItem(key);
    setFound(undefined);
  }

  return { found, drop };
}

function readCopy(key: string): LocalCopy | undefined {
  try {
    const read = kept.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
    return read.success ? read.data : undefined;
  } catch {
    return undefined; // written by something else, or no storage at all
  }
}

function writeCopy(key: string, copy: LocalCopy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy));
  } catch {
    // Full or forbidden: the autosave goes on trying.
  }
}
