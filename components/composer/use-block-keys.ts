"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { toast } from "@/components/ui/toast";
import { copyBlocks, readBlocks, writeBlocks } from "./block-clipboard";
import { stepByKey } from "./undo-key";
import { useEditing, useUndo } from "./use-editing";

/** Copy, paste and delete of the chosen block, wherever nobody is writing. */
export function useBlockKeys(target: Document | undefined) {
  const t = useTranslations("composer");
  const editing = useEditing();
  const undo = useUndo();

  const onCopy = useEffectEvent((event: ClipboardEvent) => {
    const block = editing.find(editing.chosenId() ?? "");
    if (!block || isWriting(event) || hasSelection(target)) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", writeBlocks([block]));
    void copyBlocks([block]);
    toast(t("block.copied"));
  });
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    if (isWriting(event)) return;
    const blocks = readBlocks(event.clipboardData?.getData("text/plain") ?? "");
    if (!blocks) return;
    event.preventDefault();
    editing.paste(blocks);
    toast(t("toolbar.pasted"));
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (target !== document && stepByKey(event, undo)) return;
    const id = editing.chosenId();
    // Only on the canvas: elsewhere the key may be meant for something else.
    if (event.key !== "Delete" || id === undefined || target === document) return;
    event.preventDefault();
    editing.remove(id);
  });

  useEffect(() => {
    if (!target) return;
    const copy = (event: ClipboardEvent) => onCopy(event);
    const paste = (event: ClipboardEvent) => onPaste(event);
    const key = (event: KeyboardEvent) => onKey(event);
    target.addEventListener("copy", copy);
    target.addEventListener("paste", paste);
    target.addEventListener("keydown", key, { capture: true }); // before Puck
    return () => {
      target.removeEventListener("copy", copy);
      target.removeEventListener("paste", paste);
      target.removeEventListener("keydown", key, { capture: true });
    };
  }, [target]);
}

/** Elements of the canvas are of another window: `instanceof` would not know them. */
function isWriting({ target }: Event): boolean {
  const element = target as HTMLElement | null; // events of documents come from elements
  return Boolean(element?.closest?.("input, textarea, [contenteditable=true]"));
}

function hasSelection(target: Document | undefined): boolean {
  return (target?.getSelection()?.toString() ?? "") !== "";
}
