"use client";

import { useTranslations } from "next-intl";
import { createPortal } from "react-dom";
import { cx } from "@/components/ui/class-names";
import type { MergeFieldChoice } from "@/components/content/merge-tag-menu";
import type { MergeSuggestion } from "./merge-suggestion";

type SuggestionListProps = {
  id: string;
  suggestion: MergeSuggestion;
  chosen: number;
  onPick: (field: MergeFieldChoice) => void;
};

/** The fields that fit what stands behind "{{", below the cursor. The focus stays in the text. */
export function SuggestionList({ id, suggestion, chosen, onPick }: SuggestionListProps) {
  const t = useTranslations("composer.rich");
  const caret = suggestion.clientRect?.();
  if (!caret) return null;
  const left = Math.min(caret.left, window.innerWidth - 272);
  const top = Math.min(caret.bottom + 6, window.innerHeight - 240);
  return createPortal(
    <div
      className="fixed z-50 max-h-56 w-64 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
      style={{ left, top }}
    >
      {/* No select can stay open while the focus is in the text. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div id={id} role="listbox" aria-label={t("suggestions")}>
        {suggestion.items.map((field, index) => (
          <div
            key={field.key}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            ref={(element) => {
              if (index === chosen) element?.scrollIntoView({ block: "nearest" });
            }}
            // The press must not take the focus out of the text.
            onMouseDown={(event) => {
              event.preventDefault();
              onPick(field);
            }}
            className={cx(
              "flex cursor-default items-baseline justify-between gap-2 rounded-md px-2.5 py-1.5",
              index === chosen && "bg-hover",
            )}
          >
            <span className="truncate">{field.label}</span>
            <span className="truncate text-sm text-muted">{field.key}</span>
          </div>
        ))}
      </div>
      {suggestion.items.length === 0 && (
        <p className="px-2.5 py-1.5 text-sm text-muted">{t("noSuggestion")}</p>
      )}
    </div>,
    document.body,
  );
}
