"use client";

import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { PlainError } from "@/components/ui/field";
import { RichToolbar } from "./rich-toolbar";
import { SuggestionList } from "./suggestion-list";
import { useRichEditor } from "./use-rich-editor";

type RichFieldProps = {
  label: string;
  hint: string;
  /** Where problems point. */
  place: string;
  value: string;
  onChange: (html: string) => void;
  error: string | undefined;
  isRequired: boolean;
};

/** Text with emphasis, links, lists and merge tags, written as it will be read. */
export function RichField({ label, hint, place, error, ...props }: RichFieldProps) {
  const t = useTranslations("composer.rich");
  const labelId = useId();
  const hintId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isFocused, setFocused] = useState(false);
  const { editor, list } = useRichEditor({
    box,
    labelId,
    hintId,
    value: props.value,
    onChange: props.onChange,
    onFocus: setFocused,
  });
  return (
    <div className="flex min-w-0 flex-col gap-1.5" data-field={place}>
      <span id={labelId} className="text-sm font-medium">
        {label}
        {props.isRequired && (
          <span aria-hidden className="ml-0.5 text-muted">
            *
          </span>
        )}
      </span>
      <div
        className={`rounded-md border bg-surface ${error === undefined ? "border-line-strong/70" : "border-bad"} ${isFocused ? "outline-2 outline-offset-2 outline-accent-ink" : ""}`}
      >
        {editor && <RichToolbar editor={editor} label={`${label}: ${t("toolbar")}`} />}
        <div ref={box} className="composer-text max-h-[45dvh] overflow-y-auto" />
      </div>
      {list.suggestion && (
        <SuggestionList
          id={`${labelId}-list`}
          suggestion={list.suggestion}
          chosen={list.chosen}
          onPick={list.pick}
        />
      )}
      <span id={hintId} className="text-sm text-muted empty:hidden">
        {hint}
      </span>
      <PlainError>{error}</PlainError>
    </div>
  );
}
