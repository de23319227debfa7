"use client";

import { useMessages } from "next-intl";

export type FieldWords = { label: string; hint: string; options: Readonly<Record<string, string>> };

type WrittenField = {
  label: string;
  hint?: string;
  options?: Readonly<Record<string, string>>;
  item?: Readonly<Record<string, WrittenField>>;
};
export type BlockWords = { name: string; fields: Readonly<Record<string, WrittenField>> };

/**
 * What blocks and their fields are called. Blocks come from a registry at run time, so their names
 * are no typed message keys; a test holds that every block, field and choice has its words.
 */
export function useBlockWords() {
  const blocks: Readonly<Record<string, BlockWords>> = useMessages().composer.blocks;
  return {
    nameOf: (type: string) => blocks[type]?.name ?? type,
    /** `path` leads into the entries of a list: ["products", "name"]. */
    fieldWords: (type: string, path: readonly string[]): FieldWords => {
      const [first = "", second] = path;
      const field = blocks[type]?.fields[first];
      const written = second === undefined ? field : field?.item?.[second];
      return {
        label: written?.label ?? second ?? first,
        hint: written?.hint ?? "",
        options: written?.options ?? {},
      };
    },
  };
}
