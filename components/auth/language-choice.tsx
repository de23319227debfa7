"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { type Locale, localeCookie, locales } from "@/lib/domain/locale";

// Each language names itself, so that its readers find it.
const names: Record<Locale, string> = { ko: "한국어", en: "English" };

/** Switches the language before anybody is signed in; the cookie lasts a year. */
export function LanguageChoice() {
  const t = useTranslations("auth");
  const current = useLocale();
  const router = useRouter();

  function choose(locale: Locale) {
    document.cookie = `${localeCookie}=${locale}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  }

  return (
    <fieldset aria-label={t("language")} className="-mr-2 flex">
      {locales.map((locale) => (
        <Button
          key={locale}
          variant="quiet"
          size="small"
          aria-pressed={locale === current}
          className={locale === current ? "font-semibold" : "text-muted"}
          onPress={() => choose(locale)}
        >
          <span lang={locale}>{names[locale]}</span>
        </Button>
      ))}
    </fieldset>
  );
}
