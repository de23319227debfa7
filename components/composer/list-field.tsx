"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { Button } from "@/components/ui/button";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";
import { BlockField } from "./block-field";
import { withPickedImage } from "./picked-image";
import type { FieldWords } from "./use-block-words";

type Entry = Readonly<Record<string, unknown>>;

type ListFieldProps = {
  field: TemplateField;
  item: z.ZodObject;
  words: FieldWords;
  itemWords: (name: string) => FieldWords;
  place: string;
  entries: readonly Entry[];
  onChange: (entries: readonly Entry[]) => void;
};

/** Entries that are added, removed and put in order by buttons. */
export function ListField({ field, item, words, entries, onChange, ...props }: ListFieldProps) {
  const t = useTranslations("composer.list");

  const replace = (index: number, entry: Entry) => onChange(entries.with(index, entry));

  function swap(a: number, b: number) {
    const [first, second] = [entries[a], entries[b]];
    if (first && second) onChange(entries.with(a, second).with(b, first));
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{words.label}</legend>
      {words.hint !== "" && <p className="text-sm text-muted">{words.hint}</p>}
      {entries.map((entry, index) => {
        const name = nameOf(entry, (n, said) =>
          said === "" ? t("entry", { n }) : t("named", { n, name: said }),
        )(index + 1);
        return (
          // Entries have no names of their own, and their fields keep no state that could move.
          <div key={index} className="rounded-md border border-line">
            <div className="flex items-center gap-0.5 border-b border-line bg-sunken py-1 pr-1 pl-3">
              <span className="min-w-0 grow truncate text-sm font-medium">{name}</span>
              <IconButton label={t("up", { name })} onPress={() => swap(index, index - 1)}>
                <ArrowUp aria-hidden />
              </IconButton>
              <IconButton label={t("down", { name })} onPress={() => swap(index, index + 1)}>
                <ArrowDown aria-hidden />
              </IconButton>
              <IconButton
                label={t("remove", { name })}
                onPress={() => onChange(entries.toSpliced(index, 1))}
              >
                <Trash2 aria-hidden />
              </IconButton>
            </div>
            <div className="flex flex-col gap-4 p-3">
              {fieldsOf(item).map((inner) => (
                <BlockField
                  key={inner.name}
                  field={inner}
                  words={props.itemWords(inner.name)}
                  place={`${props.place}.${index}.${inner.name}`}
                  value={entry[inner.name]}
                  onChange={(value) => replace(index, { ...entry, [inner.name]: value })}
                  onPickImage={(image) => replace(index, withPickedImage(entry, inner.name, image))}
                />
              ))}
            </div>
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          onPress={() => onChange([...entries, item.parse({})])}
          disabledReason={entries.length >= field.max ? t("full", { max: field.max }) : undefined}
        >
          <Plus aria-hidden />
          {t("add", { label: words.label })}
        </Button>
      </div>
    </fieldset>
  );
}

/** By the first words in it. */
function nameOf(entry: Entry, words: (n: number, said: string) => string) {
  const said = Object.values(entry).find(
    (value) => typeof value === "string" && value !== "" && !value.includes("://"),
  );
  return (n: number) => words(n, typeof said === "string" ? said.slice(0, 40) : "");
}

function IconButton(props: { label: string; onPress: () => void; children: React.ReactNode }) {
  return (
    <Button
      variant="quiet"
      size="small"
      aria-label={props.label}
      onPress={props.onPress}
      className="w-7 px-0"
    >
      {props.children}
    </Button>
  );
}
