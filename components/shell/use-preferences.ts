"use client";

import { useRouter } from "next/navigation";
import { type Locale, localeCookie } from "@/lib/domain/locale";
import { type Theme, themeCookie } from "@/lib/domain/preferences";
import { writePreference } from "./preference-cookie";

/** Chooses language and theme; the page is rendered anew, what is typed in it stays. */
export function usePreferences() {
  const router = useRouter();
  return {
    setLocale(locale: Locale) {
      writePreference(localeCookie, locale);
      router.refresh();
    },
    setTheme(theme: Theme) {
      writePreference(themeCookie, theme);
      if (theme === "system") delete document.documentElement.dataset["theme"];
      else document.documentElement.dataset["theme"] = theme;
      router.refresh();
    },
  };
}
