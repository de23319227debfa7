import type { useMessages } from "next-intl";
import { isTemplateKey } from "@/lib/domain/template-catalog";
import { placeWords } from "./field-words";

type Messages = ReturnType<typeof useMessages>;

/** What the places of a mail's problems are called, of a template's and of a composed mail alike. */
export function placeNames(
  messages: Messages,
  mail: { templateKey: string | null; content: unknown },
  entryWords: (n: number) => string,
): (field: string) => string {
  const { templateKey } = mail;
  const places: Readonly<Record<string, string>> = messages.content.places;
  if (isTemplateKey(templateKey)) {
    return (field) => placeWords(messages.content, templateKey, field, entryWords);
  }
  const types = new Map<string, string>();
  collectTypes(mail.content, types);
  return (field) => {
    const [first = "", name, index, inner] = field.split(".");
    const type = types.get(first);
    if (type === undefined) return places[first] ?? first;
    const blocks: Readonly<Record<string, BlockWords>> = messages.composer.blocks;
    const block = blocks[type];
    const ofField = name === undefined ? undefined : block?.fields[name];
    const ofInner = inner === undefined ? undefined : ofField?.item?.[inner];
    const entry = index === undefined ? undefined : entryWords(Number(index) + 1);
    const parts = [block?.name ?? type, entry, ofInner?.label ?? ofField?.label];
    return parts.filter((part) => part !== undefined).join(" · ");
  };
}

type FieldWords = { label: string; item?: Readonly<Record<string, { label: string }>> };
type BlockWords = { name: string; fields: Readonly<Record<string, FieldWords>> };

/** The type of each block of a stored document, by its id. */
function collectTypes(node: unknown, types: Map<string, string>): void {
  if (Array.isArray(node)) {
    for (const one of node) collectTypes(one, types);
  } else if (typeof node === "object" && node !== null) {
    if ("id" in node && "type" in node) types.set(String(node.id), String(node.type));
    for (const inner of Object.values(node)) collectTypes(inner, types);
  }
}
