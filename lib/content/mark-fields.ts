import { stripMarks } from "@/lib/domain/merge-marks";
import { mapRichText, parseRichText, serializeRichText } from "@/lib/domain/rich-text";
import { mapSafeHtml, parseSafeHtml, serializeSafeHtml } from "@/lib/domain/safe-html";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";
import { markAddress, markText, type SlotTable } from "./slot-table";

type Known = { knownFields: readonly string[] };

/** The content with marks for its Liquid, field by field as its schema says. */
export function markFields<Content extends Readonly<Record<string, unknown>>>(
  fields: readonly TemplateField[],
  content: Content,
  table: SlotTable,
  known: Known,
): Content {
  const marked = fields.map((field) => {
    const value = content[field.name];
    const { item } = field;
    if (Array.isArray(value) && item) {
      return [field.name, value.map((entry) => markFields(fieldsOf(item), entry, table, known))];
    }
    return [field.name, typeof value === "string" ? markField(field, value, table, known) : value];
  });
  // Same names, same types: text stays text and a list stays a list.
  return Object.fromEntries(marked) as Content;
}

function markField(field: TemplateField, value: string, table: SlotTable, known: Known): string {
  if (field.input === "url" || field.input === "image") return markAddress(value, table, known);
  const parts = {
    text: (words: string) => markText(words, table, known),
    address: (address: string) => markAddress(address, table, known),
  };
  if (field.input === "rich") return serializeRichText(mapRichText(parseRichText(value), parts));
  if (field.input === "html") {
    // Attributes are kept as typed: they must not pass for marks.
    return serializeSafeHtml(mapSafeHtml(parseSafeHtml(stripMarks(value)), parts));
  }
  return markText(value, table, field.merge ? known : { knownFields: [] });
}
