import { getTranslations } from "next-intl/server";

/** The words for an action of the log; one that has none yet is shown by its code. */
export async function actionWords(): Promise<(action: string) => string> {
  const translate = await getTranslations("settings.actions");
  // Codes come out of the database, where the compiler cannot check them; has() does.
  const t = translate as unknown as { (key: string): string; has(key: string): boolean };
  return (action) => (/^\w+\.\w+$/.test(action) && t.has(action) ? t(action) : action);
}
