import type { MailLocale } from "@/emails/system/locale";

/** A well-made mail to begin with instead of an empty page. */
export type StartingPoint = {
  /** What it is called and for what it is good stands in the messages by this key. */
  key: string;
  /** `pictures` is where public/samples is served. */
  write: (locale: MailLocale, pictures: string) => StartingMail;
};

export type StartingMail = {
  subject: string;
  previewText: string;
  /** For readDocument. */
  document: unknown;
};

type Draft = {
  type: string;
  content: Readonly<Record<string, unknown>>;
  slots: Readonly<Record<string, readonly Draft[]>>;
};

export function block(
  type: string,
  content: Draft["content"] = {},
  slots: Draft["slots"] = {},
): Draft {
  return { type, content, slots };
}

/** Gives each block its id. */
export function documentOf(blocks: readonly Draft[], { accent = "" } = {}): unknown {
  let last = 0;
  const withIds = (drafts: readonly Draft[]): unknown[] =>
    drafts.map(({ type, content, slots }) => {
      last += 1;
      const id = `b${last}`;
      const inside = Object.entries(slots).map(([name, more]) => [name, withIds(more)]);
      return { type, id, v: 1, content, slots: Object.fromEntries(inside) };
    });
  return { theme: { accent }, blocks: withIds(blocks) };
}

/** How a reader is called in text; a chip, as the editor holds it. */
export const readerName: Readonly<Record<MailLocale, string>> = {
  ko: `<span data-merge='{{ name | fallback: "고객" }}'>이름</span>`,
  en: `<span data-merge='{{ first_name | fallback: "there" }}'>First name</span>`,
};
