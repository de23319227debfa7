import { describe, expect, test } from "vitest";
import type { BlockWords } from "@/components/composer/use-block-words";
import { allBlocks } from "@/emails/blocks/all-blocks";
import { listStartingPoints } from "@/lib/content/composed-beginning";
import { getMessages } from "@/lib/i18n/messages";
import { fieldsOf, type TemplateField } from "@/lib/domain/template-fields";

type Written = BlockWords["fields"][string] | undefined;

/** Every field and choice that has no word. */
function missing(fields: readonly TemplateField[], words: Readonly<Record<string, Written>>) {
  return fields.flatMap((field): string[] => {
    const written = words[field.name];
    if (!written?.label) return [field.name];
    const options = (field.options ?? []).filter((option) => !written.options?.[option]);
    const inside = field.item ? missing(fieldsOf(field.item), written.item ?? {}) : [];
    return [...options, ...inside].map((name) => `${field.name}.${name}`);
  });
}

describe.each(["ko", "en"] as const)("the composer's words in %s", (locale) => {
  const { blocks, starts } = getMessages(locale).composer;
  const all: Readonly<Record<string, BlockWords>> = blocks;

  test.each(allBlocks)("name the block $type, its fields and choices", ({ type, schema }) => {
    expect(all[type]?.name).toBeTruthy();
    expect(missing(fieldsOf(schema), all[type]?.fields ?? {})).toEqual([]);
  });

  test("name every starting point", () => {
    expect(Object.keys(starts)).toEqual(["blank", ...listStartingPoints()]);
  });
});
