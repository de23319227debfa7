"use client";

import type { Editor } from "@tiptap/core";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import { writeMergeChip } from "@/lib/domain/merge-chip";
import { useSurroundings } from "./composer-context";
import { createRichEditor } from "./create-rich-editor";
import { tidyRichText } from "./rich-html";
import { useMergeSuggestion } from "./use-merge-suggestion";

type RichEditorOptions = {
  box: RefObject<HTMLDivElement | null>;
  labelId: string;
  hintId: string;
  value: string;
  onChange: (html: string) => void;
  onFocus: (isFocused: boolean) => void;
};

/** Whose fallback is a word that fits anybody. */
const names = ["name", "first_name"];

/** An editor in `box` that follows `value`, and never touches what is being composed. */
export function useRichEditor({ box, labelId, hintId, value, ...handlers }: RichEditorOptions) {
  const t = useTranslations("content.form");
  const [editor, setEditor] = useState<Editor>();
  const written = useRef(value);
  const { mergeFields } = useSurroundings();
  const list = useMergeSuggestion();

  const onUpdate = useEffectEvent((made: Editor) => {
    const html = made.isEmpty ? "" : tidyRichText(made.getHTML());
    if (html === written.current) return;
    written.current = html;
    handlers.onChange(html);
  });
  const onFocus = useEffectEvent(handlers.onFocus);
  const onSuggest = useEffectEvent(list.onSuggest);
  const onKey = useEffectEvent(list.onKey);
  const fields = useEffectEvent(() => mergeFields);
  const chipOf = useEffectEvent(({ key, label }: MergeFieldChoice) => {
    const fallback = names.includes(key) ? t("nameFallback") : "";
    return {
      type: "mergeChip",
      attrs: { tag: writeMergeChip({ key, fallback, filters: "" }), label },
    };
  });

  useEffect(() => {
    const made = createRichEditor({
      element: box.current,
      content: written.current,
      labelId,
      hintId,
      fields: () => fields(),
      chipOf: (field) => chipOf(field),
      onSuggest: (next) => onSuggest(next),
      onKey: (event) => onKey(event),
      onUpdate: (changed) => onUpdate(changed),
      onReady: setEditor,
      onFocus: (isFocused) => onFocus(isFocused),
    });
    return () => made.destroy();
  }, [box, labelId, hintId]);

  // Undone, restored: changed by somebody else than the editor.
  useEffect(() => {
    if (!editor || value === written.current || editor.view.composing) return;
    written.current = value;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, value]);

  return { editor, list };
}
