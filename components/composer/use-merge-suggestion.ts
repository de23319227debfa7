"use client";

import { useState } from "react";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import type { MergeSuggestion } from "./merge-suggestion";

/** The list below "{{": what it offers, and which of it the keyboard is at. */
export function useMergeSuggestion() {
  const [suggestion, setSuggestion] = useState<MergeSuggestion>();
  const [chosen, setChosen] = useState(0);

  function onSuggest(next: MergeSuggestion | undefined) {
    setSuggestion(next);
    setChosen((before) => (next ? Math.min(before, Math.max(0, next.items.length - 1)) : 0));
  }

  function onKey(event: KeyboardEvent): boolean {
    const items = suggestion?.items ?? [];
    const field = items[chosen];
    if (event.isComposing || !suggestion || !field) return false;
    if (event.key === "ArrowDown") setChosen((chosen + 1) % items.length);
    else if (event.key === "ArrowUp") setChosen((chosen + items.length - 1) % items.length);
    else if (event.key === "Enter" || event.key === "Tab") suggestion.command(field);
    else return false;
    return true;
  }

  const pick = (field: MergeFieldChoice) => suggestion?.command(field);
  return { suggestion, chosen, pick, onSuggest, onKey };
}
