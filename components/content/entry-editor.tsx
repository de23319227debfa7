"use client";

import { ArrowDown, ArrowUp, ChevronRight, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import type { ContentProblem } from "@/lib/domain/content-problem";
import type { TemplateField } from "@/lib/domain/template-fields";
import type { FieldWords } from "./field-words";
import type { MergeFieldChoice } from "./merge-tag-menu";
import { SchemaField } from "./schema-field";
import { withImage } from "./with-image";

export type Entry = Readonly<Record<string, unknown>>;

export type EntryMove = "up" | "down";

type EntryEditorProps = {
  entry: Entry;
  index: number;
  isLast: boolean;
  /** Whether it begins open. */
  isOpen: boolean;
  place: string;
  fields: readonly TemplateField[];
  wordsOf: (name: string) => FieldWords;
  mergeFields: readonly MergeFieldChoice[];
  problems: readonly ContentProblem[];
  onChange: (entry: Entry) => void;
  onRemove: () => void;
  onMove: (by: EntryMove) => void;
};

/** One entry: a line with its name and buttons, and its fields below when opened. */
export function EntryEditor(props: EntryEditorProps) {
  const { entry, index, place, problems } = props;
  const t = useTranslations("content.list");
  const [isToggledOpen, setOpen] = useState(props.isOpen);
  const typed = entry["name"];
  const name = typeof typed === "string" ? typed.trim() : "";
  const n = index + 1;
  const title = name === "" ? t("entry", { n }) : t("entryNamed", { n, name });
  const hasError = problems.some(
    (problem) => problem.field.startsWith(`${place}.`) && problem.severity === "error",
  );
  return (
    <li
      data-place={place}
      className={cx(
        "min-w-0 rounded-lg border bg-surface",
        hasError ? "border-bad" : "border-line",
      )}
    >
      <div className="flex items-center gap-1 p-1.5">
        <button
          type="button"
          data-part="summary"
          aria-expanded={isToggledOpen}
          onClick={() => setOpen(!isToggledOpen)}
          className="flex min-h-9 min-w-0 grow items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover"
        >
          <ChevronRight
            className={cx("size-4 shrink-0 transition-transform", isToggledOpen && "rotate-90")}
            aria-hidden
          />
          <span className="truncate">{title}</span>
        </button>
        <IconButton part="up" label={t("up", { name: title })} onPress={() => props.onMove("up")}>
          <ArrowUp aria-hidden className={cx(index === 0 && "opacity-35")} />
        </IconButton>
        <IconButton
          part="down"
          label={t("down", { name: title })}
          onPress={() => props.onMove("down")}
        >
          <ArrowDown aria-hidden className={cx(props.isLast && "opacity-35")} />
        </IconButton>
        <IconButton part="remove" label={t("remove", { name: title })} onPress={props.onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      {(isToggledOpen || hasError) && (
        <div className="grid gap-4 border-t border-line p-4 sm:grid-cols-2">
          {props.fields.map((field) => {
            const value = entry[field.name];
            return (
              <SchemaField
                key={field.name}
                field={field}
                place={`${place}.${field.name}`}
                words={props.wordsOf(field.name)}
                value={typeof value === "string" ? value : ""}
                onChange={(text) => props.onChange({ ...entry, [field.name]: text })}
                onPickImage={(image) => props.onChange(withImage(entry, field.name, image))}
                mergeFields={props.mergeFields}
                problems={problems}
                className={field.input === "price" ? "" : "sm:col-span-2"}
              />
            );
          })}
        </div>
      )}
    </li>
  );
}

type IconButtonProps = {
  part: string;
  label: string;
  onPress: () => void;
  children: React.ReactNode;
};

function IconButton({ part, label, onPress, children }: IconButtonProps) {
  return (
    <Button
      variant="quiet"
      aria-label={label}
      data-part={part}
      onPress={onPress}
      className="w-9 px-0"
    >
      {children}
    </Button>
  );
}
