import { Editor } from "@tiptap/core";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import { type MergeSuggestion, mergeSuggestion } from "./merge-suggestion";
import { richExtensions } from "./rich-extensions";

type RichEditorOptions = {
  element: HTMLElement | null;
  content: string;
  labelId: string;
  hintId: string;
  fields: () => readonly MergeFieldChoice[];
  chipOf: (field: MergeFieldChoice) => { type: string; attrs: Record<string, string> };
  onSuggest: (suggestion: MergeSuggestion | undefined) => void;
  onKey: (event: KeyboardEvent) => boolean;
  onUpdate: (editor: Editor) => void;
  onReady: (editor: Editor) => void;
  onFocus: (isFocused: boolean) => void;
};

/** A text field for rich text, in `element`; a screen reader meets it as one of several lines. */
export function createRichEditor({ labelId, hintId, ...options }: RichEditorOptions): Editor {
  const { fields, chipOf, onSuggest, onKey } = options;
  const editor: Editor = new Editor({
    element: options.element,
    content: options.content,
    extensions: [
      ...richExtensions,
      mergeSuggestion({
        fields,
        onChange: onSuggest,
        onKey,
        insert: (field, range) =>
          editor.chain().focus().insertContentAt(range, chipOf(field)).run(),
      }),
    ],
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": labelId,
        "aria-describedby": hintId,
      },
    },
    onCreate: () => options.onReady(editor),
    onUpdate: () => options.onUpdate(editor),
    onFocus: () => options.onFocus(true),
    onBlur: () => options.onFocus(false),
  });
  return editor;
}
