"use client";

import { Plus } from "lucide-react";
import { useMessages, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type * as z from "zod";
import { Button } from "@/components/ui/button";
import type { ContentProblem } from "@/lib/domain/content-problem";
import type { TemplateField } from "@/lib/domain/template-fields";
import { fieldsOf } from "@/lib/domain/template-fields";
import { type Entry, EntryEditor, type EntryMove } from "./entry-editor";
import { type FieldWords, fieldWords } from "./field-words";
import type { MergeFieldChoice } from "./merge-tag-menu";

type EntryListProps = {
  field: TemplateField;
  item: z.ZodObject;
  words: FieldWords;
  entries: readonly Entry[];
  mergeFields: readonly MergeFieldChoice[];
  problems: readonly ContentProblem[];
  onChange: (entries: Entry[]) => void;
  /** Why no more can be added. */
  fullWords: string;
};

/** A list that grows, shrinks and is put in order by buttons, so by keyboard and by touch alike. */
export function EntryList(props: EntryListProps) {
  const { field, item, words, entries, onChange } = props;
  const t = useTranslations("content.list");
  const { content } = useMessages();
  // Entries have no names of their own: these keep each one's open state and focus while it moves.
  const nextId = useRef(entries.length);
  const [ids, setIds] = useState(() => entries.map((_, index) => index));
  const [opened, setOpened] = useState<number>();
  const [announcement, setAnnouncement] = useState("");
  const list = useRef<HTMLOListElement>(null);

  function add() {
    const id = nextId.current++;
    setIds([...ids, id]);
    setOpened(id);
    onChange([...entries, item.parse({})]);
  }

  function remove(index: number) {
    setIds(ids.toSpliced(index, 1));
    onChange(entries.toSpliced(index, 1));
    setAnnouncement(t("removed", { count: entries.length - 1 }));
    focusEntry(list.current, Math.max(0, index - 1), "summary");
  }

  function move(index: number, by: EntryMove) {
    const to = index + (by === "up" ? -1 : 1);
    if (to < 0 || to >= entries.length) return;
    setIds(swapped(ids, index, to));
    onChange(swapped(entries, index, to));
    setAnnouncement(t("moved", { n: to + 1 }));
    focusEntry(list.current, to, by);
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{words.label}</legend>
      <p className="text-sm text-muted">{entries.length === 0 ? t("empty") : words.hint}</p>
      <ol ref={list} className="flex flex-col gap-2">
        {entries.map((entry, index) => (
          <EntryEditor
            key={ids[index]}
            entry={entry}
            index={index}
            isLast={index === entries.length - 1}
            isOpen={opened === ids[index]}
            place={`${field.name}.${index}`}
            fields={fieldsOf(item)}
            wordsOf={(name) => fieldWords(content, "product", name)}
            mergeFields={props.mergeFields}
            problems={props.problems}
            onChange={(next) => onChange(entries.with(index, next))}
            onRemove={() => remove(index)}
            onMove={(by) => move(index, by)}
          />
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          onPress={add}
          disabledReason={entries.length >= field.max ? props.fullWords : undefined}
        >
          <Plus aria-hidden />
          {t("add")}
        </Button>
        <span className="text-sm text-muted tabular-nums">
          {t("count", { count: entries.length, max: field.max })}
        </span>
      </div>
      <p aria-live="polite" className="sr-only">
        {announcement}
      </p>
    </fieldset>
  );
}

function swapped<T>(items: readonly T[], a: number, b: number): T[] {
  const [first, second] = [items[a], items[b]];
  if (first === undefined || second === undefined) return [...items];
  return items.with(a, second).with(b, first);
}

/** The pressed button moves in the document and loses the focus; it gets it back where it went. */
function focusEntry(list: HTMLOListElement | null, index: number, part: EntryMove | "summary") {
  setTimeout(() => {
    const target = list?.children[index]?.querySelector(`[data-part="${part}"]`);
    if (target instanceof HTMLElement) target.focus();
  }, 0);
}
