"use client";

import { useState } from "react";
import type { Fix } from "@/lib/domain/preflight";
import { applyFix } from "@/lib/domain/preflight-fix";
import { previewAs, saveContent } from "./content-actions";
import type { Draft } from "./head-fields";
import type { Preview } from "./preview-pane";
import { useAutosave } from "./use-autosave";

type DraftOptions = { id: number; revision: number; draft: Draft; preview: Preview };

/** The mail that is being written: saved after each pause, and looked at as somebody gets it. */
export function useDraft({ id, revision, ...given }: DraftOptions) {
  const [draft, setDraft] = useState(given.draft);
  const [preview, setPreview] = useState(given.preview);
  const [errors, setErrors] = useState<Record<string, string>>({});
  // What keeps what is typed into it begins anew after a fix.
  const [fixes, setFixes] = useState(0);
  const [contactId, setContactId] = useState<number>();
  const autosave = useAutosave<Draft>({
    id,
    revision,
    action: (previous, form) => {
      if (contactId !== undefined) form.set("contact", String(contactId));
      return saveContent(previous, form);
    },
    current: () => draft,
    // Both sides of this call are ours; the shape is the action's.
    onAnswer: (answer, fields) => {
      setPreview(answer as Preview);
      setErrors(fields);
    },
  });

  function update(changes: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...changes }));
    autosave.change(changes);
  }

  /** False where what was found is no longer there. */
  function fix(change: Fix): boolean {
    const changes = applyFix(draft, change);
    if (changes === undefined) return false;
    update(changes);
    setFixes((before) => before + 1);
    return true;
  }

  async function lookAs(contact: number | undefined) {
    setContactId(contact);
    if (!(await autosave.flush())) return;
    const form = new FormData();
    form.set("id", String(id));
    if (contact !== undefined) form.set("contact", String(contact));
    const answer = await previewAs(undefined, form);
    if (answer?.ok) setPreview(answer.data as Preview); // the same action's shape
  }

  return { draft, preview, errors, update, fix, fixes, lookAs, autosave };
}
