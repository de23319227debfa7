import type { useMessages } from "next-intl";
import type { TemplateKey } from "@/lib/domain/template-catalog";

/** `useMessages().content` */
type ContentMessages = ReturnType<typeof useMessages>["content"];

export type FieldWords = { label: string; hint: string };

/** Which list of words a field's name is looked up in. */
export type FieldWordsGroup = TemplateKey | "product";

/**
 * Label and hint of a template's field. Fields come from schemas at run time, so their names are no
 * typed message keys; a test holds that every field of every template has its words.
 */
export function fieldWords(
  content: ContentMessages,
  group: FieldWordsGroup,
  name: string,
): FieldWords {
  const words: Readonly<Record<string, FieldWords>> = content.fields[group];
  return words[name] ?? { label: name, hint: "" };
}

/** "products.2.url" as a person finds it: "상품 3 · 상품 주소". */
export function placeWords(
  content: ContentMessages,
  templateKey: TemplateKey,
  field: string,
  entryWords: (n: number) => string,
): string {
  const places: Readonly<Record<string, string>> = content.places;
  const [name = "", index, inner] = field.split(".");
  const place = places[name] ?? fieldWords(content, templateKey, name).label;
  if (index === undefined || inner === undefined) return place;
  return `${entryWords(Number(index) + 1)} · ${fieldWords(content, "product", inner).label}`;
}
