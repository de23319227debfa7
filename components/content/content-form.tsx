"use client";

import { useState } from "react";
import { useMessages, useTranslations } from "next-intl";
import type { ContentProblem } from "@/lib/domain/content-problem";
import { readContent, type TemplateKey, templateSchemas } from "@/lib/domain/template-catalog";
import { fieldsOf } from "@/lib/domain/template-fields";
import { EntryList } from "./entry-list";
import { fieldWords } from "./field-words";
import type { MergeFieldChoice } from "./merge-tag-menu";
import { SchemaField } from "./schema-field";
import { withImage } from "./with-image";

export type ContentValues = Readonly<Record<string, unknown>>;

type ContentFormProps = {
  templateKey: TemplateKey;
  content: unknown;
  mergeFields: readonly MergeFieldChoice[];
  /** What the server found, shown beside the fields; see checkContent. */
  problems?: readonly ContentProblem[];
  /** Called with the whole content after each change, for saving by itself. */
  onChange?: (content: ContentValues) => void;
  /** The content goes out with the surrounding form under this name, as JSON. */
  name?: string;
};

/** The form of a template, made from its schema. It stands inside a form of the page's own. */
export function ContentForm({
  templateKey,
  content,
  mergeFields,
  problems = [],
  onChange,
  name = "content",
}: ContentFormProps) {
  const messages = useMessages();
  const t = useTranslations("content.list");
  const [values, setValues] = useState<ContentValues>(() => startingValues(templateKey, content));

  function put(next: ContentValues) {
    setValues(next);
    onChange?.(next);
  }

  function change(field: string, value: unknown) {
    put({ ...values, [field]: value });
  }

  return (
    <div className="flex flex-col gap-5">
      <input type="hidden" name={name} value={JSON.stringify(values)} />
      {fieldsOf(templateSchemas[templateKey]).map((field) => {
        const words = fieldWords(messages.content, templateKey, field.name);
        const value = values[field.name];
        if (field.input === "list" && field.item) {
          return (
            <EntryList
              key={field.name}
              field={field}
              item={field.item}
              words={words}
              entries={Array.isArray(value) ? value : []}
              mergeFields={mergeFields}
              problems={problems}
              onChange={(entries) => change(field.name, entries)}
              fullWords={t("full", { max: field.max })}
            />
          );
        }
        return (
          <SchemaField
            key={field.name}
            field={field}
            place={field.name}
            words={words}
            value={typeof value === "string" ? value : ""}
            mergeFields={mergeFields}
            problems={problems}
            onChange={(text) => change(field.name, text)}
            onPickImage={(image) => put(withImage(values, field.name, image))}
          />
        );
      })}
    </div>
  );
}

/** Stored content may be older than the schema; what cannot be read at all begins empty. */
function startingValues(templateKey: TemplateKey, content: unknown): ContentValues {
  const read = readContent(templateKey, content);
  if (read.ok) return read.content;
  const empty = readContent(templateKey, {});
  return empty.ok ? empty.content : {};
}
