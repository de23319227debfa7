"use client";

import { useTranslations } from "next-intl";
import { ImagePicker } from "@/components/images/image-picker";
import { cx } from "@/components/ui/class-names";
import type { ContentProblem } from "@/lib/domain/content-problem";
import type { TemplateField } from "@/lib/domain/template-fields";
import type { FieldWords } from "./field-words";
import { MergeField } from "./merge-field";
import type { MergeFieldChoice } from "./merge-tag-menu";
import { problemOf, problemWords } from "./problem-words";

type SchemaFieldProps = {
  field: TemplateField;
  /** "headline", "products.2.url": where problems point. */
  place: string;
  words: FieldWords;
  value: string;
  onChange: (value: string) => void;
  mergeFields: readonly MergeFieldChoice[];
  problems: readonly ContentProblem[];
  /** Of fields for images: one was chosen from the library, with its alt text. */
  onPickImage?: (image: { url: string; alt: string }) => void;
  className?: string;
};

/** One field of a template, drawn as its schema says. */
export function SchemaField({
  field,
  place,
  words,
  value,
  onChange,
  mergeFields,
  problems,
  onPickImage,
  className,
}: SchemaFieldProps) {
  const t = useTranslations("content.problems");
  const form = useTranslations("content.form");
  const problem = problemOf(problems, place);
  const isNearlyFull = value.length > field.max * 0.8;
  const count = isNearlyFull ? form("characters", { used: value.length, max: field.max }) : "";
  const description = [words.hint, count].filter(Boolean).join(" ");
  const isPicked = field.input === "image" && onPickImage !== undefined;
  const control = (
    <MergeField
      label={words.label}
      place={place}
      value={value}
      onChange={onChange}
      mergeFields={field.merge ? mergeFields : []}
      description={description === "" ? undefined : description}
      error={problem === undefined ? undefined : problemWords(t, problem)}
      isRequired={field.required}
      isMultiline={field.input === "paragraphs" || field.name === "description"}
      rows={field.input === "paragraphs" ? 5 : 2}
      maxLength={field.max}
      {...(field.input === "url" || field.input === "image" ? { inputMode: "url" as const } : {})}
      {...(className === undefined || isPicked ? {} : { className })}
    />
  );
  if (!isPicked) return control;
  return (
    <div className={cx("flex flex-col gap-2", className)}>
      {control}
      <ImagePicker value={value} onChange={(url, alt) => onPickImage({ url, alt })} />
    </div>
  );
}
