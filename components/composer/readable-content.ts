import { mapRichText, parseRichText, serializeRichText } from "@/lib/domain/rich-text";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";

type Content = Readonly<Record<string, unknown>>;

/** The content with each merge tag as "[이름]": what its author reads on the canvas. */
export function readableContent(
  fields: readonly TemplateField[],
  content: Content,
  labelOf: (key: string) => string,
): Content {
  const readable = fields.map((field) => {
    const value = content[field.name];
    const { item } = field;
    if (Array.isArray(value) && item) {
      return [field.name, value.map((entry) => readableContent(fieldsOf(item), entry, labelOf))];
    }
    if (typeof value !== "string" || !value.includes("{{")) return [field.name, value];
    return [field.name, readableText(field, value, labelOf)];
  });
  return Object.fromEntries(readable);
}

function readableText(field: TemplateField, value: string, labelOf: (key: string) => string) {
  if (field.input === "url" || field.input === "image") return value;
  const readable = (words: string) =>
    words.replaceAll(/\{\{\s*([^}|\s]*)[^}]*\}\}/g, (_, key: string) => `[${labelOf(key)}]`);
  if (field.input !== "rich") return readable(value);
  const nodes = mapRichText(parseRichText(value), { text: readable, address: (href) => href });
  return serializeRichText(nodes);
}
