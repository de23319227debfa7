export const locales = ["ko", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "ko";

/** Cookie that remembers the language a person chose. */
export const localeCookie = "locale";

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The chosen language, else the best one the browser asks for, else Korean. */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  return preferredLanguages(acceptLanguage ?? "").find(isLocale) ?? defaultLocale;
}

/** Primary language tags of an Accept-Language header, most wanted first. */
function preferredLanguages(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
      return {
        language: tag.trim().toLowerCase().split("-")[0] ?? "",
        quality: weight === undefined ? 1 : Number(weight.slice(2)),
      };
    })
    .filter(({ quality }) => quality > 0) // also drops NaN
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}
