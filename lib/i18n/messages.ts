import type { Locale } from "@/lib/domain/locale";
import errorsEn from "./messages/en/errors.json";
import overviewEn from "./messages/en/overview.json";
import shellEn from "./messages/en/shell.json";
import uiEn from "./messages/en/ui.json";
import errorsKo from "./messages/ko/errors.json";
import overviewKo from "./messages/ko/overview.json";
import shellKo from "./messages/ko/shell.json";
import uiKo from "./messages/ko/ui.json";

/**
 * Every sentence of the interface, a file a namespace and language.
 * A new namespace: two imports above and one line in each list. A test compares the keys.
 */
const ko = {
  errors: errorsKo,
  overview: overviewKo,
  shell: shellKo,
  ui: uiKo,
};

/** Typed by its keys: `useTranslations("shell")("typo")` does not compile. */
export type Messages = typeof ko;

const en: Messages = {
  errors: errorsEn,
  overview: overviewEn,
  shell: shellEn,
  ui: uiEn,
};

const messagesByLocale: Record<Locale, Messages> = { ko, en };

/** Also for code outside React, together with `createTranslator` of next-intl. */
export function getMessages(locale: Locale): Messages {
  return messagesByLocale[locale];
}
