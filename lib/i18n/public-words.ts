import { createTranslator } from "next-intl";
import type { Locale } from "@/lib/domain/locale";
import { getMessages } from "./messages";

export type PublicWords = ReturnType<typeof publicWords>;

/** The sentences of the public pages, which run outside React and outside a session. */
export function publicWords(locale: Locale) {
  return createTranslator({ locale, messages: getMessages(locale), namespace: "public" });
}
