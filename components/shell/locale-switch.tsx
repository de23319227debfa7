"use client";

import { useLocale, useTranslations } from "next-intl";
import { cx } from "@/components/ui/class-names";
import { locales } from "@/lib/domain/locale";
import { usePreferences } from "./use-preferences";

/** Languages under their own names, for pages without the user menu (sign-in, invitation). */
export function LocaleSwitch() {
  const t = useTranslations("shell");
  const current = useLocale();
  const { setLocale } = usePreferences();
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t("language")}</legend>
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => setLocale(locale)}
          className={cx(
            "h-7 rounded-md px-2 text-sm text-muted hover:bg-hover",
            locale === current && "font-medium text-ink",
          )}
        >
          {t(`languages.${locale}`)}
        </button>
      ))}
    </fieldset>
  );
}
