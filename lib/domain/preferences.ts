/** What a person chose about the interface on this device; kept in cookies that scripts may write. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "theme";
export const sidebarCookie = "sidebar";

/** Anything unknown means: follow the system. */
export function parseTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}
