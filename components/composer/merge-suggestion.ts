import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import { Suggestion, type SuggestionProps } from "@tiptap/suggestion";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";

export type MergeSuggestion = SuggestionProps<MergeFieldChoice, MergeFieldChoice>;

type Listeners = {
  fields: () => readonly MergeFieldChoice[];
  onChange: (suggestion: MergeSuggestion | undefined) => void;
  /** true when the key was the list's. */
  onKey: (event: KeyboardEvent) => boolean;
  insert: (field: MergeFieldChoice, range: { from: number; to: number }) => void;
};

/** "{{" offers the fields that can be merged in. */
export function mergeSuggestion({ fields, onChange, onKey, insert }: Listeners) {
  return Extension.create({
    name: "mergeSuggestion",
    addProseMirrorPlugins() {
      return [
        Suggestion<MergeFieldChoice, MergeFieldChoice>({
          editor: this.editor,
          pluginKey: new PluginKey("mergeSuggestion"),
          char: "{{",
          allowedPrefixes: null, // Korean words run up to it without a blank
          items: ({ query }) => matching(fields(), query),
          command: ({ range, props }) => insert(props, range),
          render: () => ({
            onStart: onChange,
            onUpdate: onChange,
            onKeyDown: ({ event }) => onKey(event),
            onExit: () => onChange(undefined),
          }),
        }),
      ];
    },
  });
}

function matching(fields: readonly MergeFieldChoice[], query: string): MergeFieldChoice[] {
  const words = query.trim().toLowerCase();
  return fields.filter(
    ({ key, label }) => key.includes(words) || label.toLowerCase().includes(words),
  );
}
