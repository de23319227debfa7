"use client";

import { useTranslations } from "next-intl";
import { MergeField } from "@/components/content/merge-field";
import { SchemaField } from "@/components/content/schema-field";
import { problemOf, problemWords } from "@/components/content/problem-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import type { TemplateField } from "@/lib/domain/template-fields";
import { ColorField } from "./color-field";
import { useSurroundings } from "./composer-context";
import { RichField } from "./rich-field";
import type { FieldWords } from "./use-block-words";

type BlockFieldProps = {
  field: TemplateField;
  words: FieldWords;
  /** "<block>.text", "<block>.products.2.url": where problems point. */
  place: string;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Of fields for images: one was chosen from the library, with its alt text. */
  onPickImage: (image: { url: string; alt: string }) => void;
};

/** One field of a block, drawn as its schema says; lists have their own (ListField). */
export function BlockField({ field, words, place, value, ...handlers }: BlockFieldProps) {
  const { onChange, onPickImage } = handlers;
  const t = useTranslations("content.problems");
  const { mergeFields, problems } = useSurroundings();
  const problem = problemOf(problems, place);
  const error = problem === undefined ? undefined : problemWords(t, problem);
  const text = typeof value === "string" ? value : "";
  switch (field.input) {
    case "rich":
      return (
        <RichField
          label={words.label}
          hint={words.hint}
          place={place}
          value={text}
          onChange={onChange}
          error={error}
          isRequired={field.required}
        />
      );
    case "color":
      return <ColorField words={words} place={place} value={text} onChange={onChange} />;
    case "choice":
      return (
        <Select
          label={words.label}
          description={words.hint}
          value={text}
          onChange={onChange}
          items={(field.options ?? []).map((id) => ({ id, label: words.options[id] ?? id }))}
        />
      );
    case "toggle":
      return (
        <Checkbox
          isSelected={value === true}
          onChange={onChange}
          {...(words.hint === "" ? {} : { description: words.hint })}
        >
          {words.label}
        </Checkbox>
      );
    case "list":
      return null;
    case "html":
      return (
        <MergeField
          label={words.label}
          place={place}
          value={text}
          onChange={onChange}
          mergeFields={mergeFields}
          description={words.hint}
          error={error}
          isRequired={field.required}
          isMultiline
          rows={10}
          maxLength={field.max}
          className="[&_textarea]:font-mono [&_textarea]:text-sm"
        />
      );
    case "text":
    case "paragraphs":
    case "url":
    case "image":
    case "price":
      return (
        <SchemaField
          field={field}
          place={place}
          words={words}
          value={text}
          onChange={onChange}
          mergeFields={mergeFields}
          problems={problems}
          onPickImage={onPickImage}
        />
      );
  }
}
