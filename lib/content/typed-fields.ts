import { findBlock } from "@/emails/blocks/all-blocks";
import { listBlocks } from "@/emails/blocks/document";
import type { TypedField } from "@/lib/domain/preflight-place";
import {
  composedKey,
  isTemplateKey,
  readContent,
  templateSchemas,
} from "@/lib/domain/template-catalog";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";
import { readComposed } from "./read-composed";

type Typed = { templateKey: string; content: unknown; subject: string; previewText: string };

/** Everything a marketer typed, field by field; what is drawn is found again in it. */
export function listTypedFields({ subject, previewText, ...mail }: Typed): TypedField[] {
  return [
    ...listContentFields(mail),
    { field: "subject", input: "text", value: subject },
    { field: "previewText", input: "text", value: previewText },
  ];
}

function listContentFields({
  templateKey,
  content,
}: Pick<Typed, "templateKey" | "content">): TypedField[] {
  if (templateKey === composedKey) {
    const read = readComposed(content);
    if (!read.ok) return [];
    return listBlocks(read.document.blocks).flatMap(({ type, id, content: fields }) => {
      const block = findBlock(type);
      return block ? listFields(fieldsOf(block.schema), fields, `${id}.`) : [];
    });
  }
  const read = readContent(templateKey, content);
  if (!read.ok || !isTemplateKey(templateKey)) return [];
  return listFields(fieldsOf(templateSchemas[templateKey]), read.content, "");
}

function listFields(
  fields: readonly TemplateField[],
  content: Readonly<Record<string, unknown>>,
  prefix: string,
): TypedField[] {
  return fields.flatMap(({ name, input, item }): TypedField[] => {
    const value = content[name];
    if (Array.isArray(value) && item) {
      return value.flatMap((entry: Readonly<Record<string, unknown>>, index) =>
        listFields(fieldsOf(item), entry, `${prefix}${name}.${index}.`),
      );
    }
    return typeof value === "string" ? [{ field: prefix + name, input, value }] : [];
  });
}
