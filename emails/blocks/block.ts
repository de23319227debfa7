import type { ReactNode } from "react";
import type * as z from "zod";
import type { MailLocale } from "@/emails/system/locale";
import type { Place } from "./place";

/** What a marketer may choose of a mail's looks; the rest is the design's. */
export type MailTheme = {
  /** Of buttons and links; "" = the design's. */
  accent: string;
};

export type BlockProps<Content> = {
  content: Content;
  /** The drawn text of each field that is rich text, by the field's name. */
  rich: Readonly<Record<string, ReactNode>>;
  /** The drawn blocks of each slot, by the slot's name. */
  slots: Readonly<Record<string, ReactNode>>;
  place: Place;
  locale: MailLocale;
  theme: MailTheme;
  /** Where this mail can be read in a browser; absent in mails that have no such page. */
  webUrl?: string | undefined;
};

/**
 * A piece of a mail that marketers place: everything about it in one file, its fields as
 * lib/domain/template-fields describes them. Labels are in the `composer` messages by `type`.
 */
export type Block<Schema extends z.ZodObject = z.ZodObject> = {
  /** Stored in documents: never changed. */
  type: string;
  schema: Schema;
  /** Names of the places that hold other blocks. */
  slots: readonly string[];
  /**
   * From the fields of version n+1 to those of the next: a block's version is one more than the
   * number of its upgrades. Never removed: a document of any age can be read.
   */
  upgrades: readonly ((fields: Readonly<Record<string, unknown>>) => Record<string, unknown>)[];
  /** What the blocks in its slots stand on; as a rule what it stands on itself. */
  placeInside: (content: z.infer<Schema>, place: Place) => Place;
  /** What a block begins with when it is placed; `pictures` is where public/samples is served. */
  sample: (locale: MailLocale, pictures: string) => z.input<Schema>;
  Component: (props: BlockProps<z.infer<Schema>>) => ReactNode;
};

/** Of blocks without slots or a past, both may be left out. */
export function defineBlock<Schema extends z.ZodObject>({
  slots = [],
  upgrades = [],
  placeInside = (_, place) => place,
  ...block
}: Omit<Block<Schema>, Optional> & Partial<Pick<Block<Schema>, Optional>>): Block {
  // A list of blocks has no one content: each Component only ever gets what its schema has read.
  return { ...block, slots, upgrades, placeInside } as unknown as Block;
}

type Optional = "slots" | "upgrades" | "placeInside";
