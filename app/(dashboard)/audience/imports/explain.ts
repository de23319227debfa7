import { getTranslations } from "next-intl/server";
import type { ImportOptions } from "@/lib/domain/import-options";
import { splitReason } from "@/lib/imports/refusal-reason";

/** Says a stored reason in words, with the name of the column it is about. */
export async function explainer(options: ImportOptions): Promise<(stored: string) => string> {
  const t = await getTranslations("imports");
  // The codes come out of the database, where the compiler cannot check them; has() does.
  const say = t as unknown as {
    (key: string, values: { column: string }): string;
    has(key: string): boolean;
  };
  return (stored) => {
    const { code, column, header } = splitReason(stored, options);
    const name = header ?? t("mapping.columnN", { n: (column ?? 0) + 1 });
    const key = say.has(`reason.${code}`) ? `reason.${code}` : "reason.unknown";
    return say(key, { column: name });
  };
}
