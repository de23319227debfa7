import { getTranslations } from "next-intl/server";
import type { AuditEntry } from "@/lib/audit";

/** An entry in words: what was done, to what, and what else was noted. */
export type EntryWords = { action: string; subject: string | null; details: string };

/** Codes out of the database put into words; one that has none yet is shown as it is. */
export async function auditWords() {
  const translate = await getTranslations("settings");
  // The compiler cannot check keys that come out of the database; has() does.
  const t = translate as unknown as {
    (key: string, values?: Record<string, string>): string;
    has(key: string): boolean;
  };

  function say(key: string, values: Record<string, string>, fallback: string): string {
    return /^[a-z_.]+$/.test(key) && t.has(key) ? t(key, values) : fallback;
  }

  function sayAction(action: string): string {
    return /^\w+\.\w+$/.test(action) ? say(`actions.${action}`, {}, action) : action;
  }

  function sayDetail(action: string, [key, raw]: [string, unknown]): string {
    const name = key === "count" ? whatIsCounted(action) : key;
    const plain = typeof raw === "string" ? raw : JSON.stringify(raw);
    const value = say(`values.${plain === "email" && name === "with" ? "link" : plain}`, {}, plain);
    return say(`details.${name}`, { value }, `${name}: ${value}`);
  }

  function sayEntry({ action, subject, details }: AuditEntry): EntryWords {
    const [kind = "", id = ""] = subject?.split(":") ?? [];
    return {
      action: sayAction(action),
      subject: subject && say(`subjects.${kind}`, { id }, subject),
      details: Object.entries(details)
        .map((detail) => sayDetail(action, detail))
        .join(", "),
    };
  }

  return { sayAction, sayEntry };
}

/** Going on with everything counts campaigns; all others that count, count people. */
function whatIsCounted(action: string): "campaigns" | "people" {
  return action.startsWith("campaign.") ? "campaigns" : "people";
}
