import { createTranslator } from "next-intl";
import type { TimelineEntry } from "@/lib/contact-timeline";
import { formatInstant, zoneName } from "@/lib/domain/date-format";
import type { Locale } from "@/lib/domain/locale";
import { getMessages } from "./messages";
import type personKo from "./messages/ko/person.json";

type Words = (typeof personKo)["data"];
export type DocumentHeading = keyof Words["section"];
export type DocumentField = keyof Words["field"];

export type DataWords = ReturnType<typeof dataWords>;

const knownSources = {
  import: "import",
  manual: "manual",
  user: "manual",
  api: "api",
  preference_page: "preferencePage",
  undo: "preferencePage",
  one_click: "oneClick",
  complaint: "complaint",
  merge: "merge",
  ses: "mailService",
} as const;

const knownMergeFields = {
  email: "email",
  name: "name",
  first_name: "firstName",
  last_name: "lastName",
  phone: "phone",
} as const;

const has = <T extends object>(words: T, key: PropertyKey): key is keyof T =>
  Object.hasOwn(words, key);

/** What the document says, in the language of the organisation that hands it over. */
export function dataWords({ locale, timeZone }: { locale: Locale; timeZone: string }) {
  const messages = getMessages(locale);
  const t = createTranslator({ locale, messages, namespace: "person.data" });
  const values: Record<string, string> = flatten(messages.person.data.value);
  const date = (instant: Date | null) =>
    instant === null
      ? ""
      : `${formatInstant(instant, { timeZone, locale, style: "seconds" })} ${zoneName(instant, timeZone)}`;
  // A word that is not known yet is shown as it is: better than nothing at all.
  const value = (key: string) => values[key] ?? key.slice(key.indexOf(".") + 1);
  return {
    title: (name: string) => t("heading", { name }),
    made: (instant: Date) => t("made", { date: date(instant) }),
    zone: t("zone", { zone: timeZone }),
    machine: t("machine"),
    nothing: t("nothing"),
    elsewhere: (campaigns: string[]) => t("elsewhere", { campaigns: campaigns.join(", ") }),
    heading: (heading: DocumentHeading) => t(`section.${heading}`),
    fact: (field: DocumentField, text: string | null) => ({
      label: t(`field.${field}`),
      value: text ?? "",
    }),
    date,
    value,
    source: (source: string | null, file: string | undefined) => {
      if (source === null) return "";
      const kind = source.replace(/:.*$/, "");
      if (!has(knownSources, kind)) return source;
      const words = t(`source.${knownSources[kind]}`);
      return file === undefined ? words : `${words} (${file})`;
    },
    property: (used: unknown): string => {
      if (typeof used === "boolean") return t(used ? "yes" : "no");
      if (Array.isArray(used)) return used.map(String).join(", ");
      if (typeof used === "string" || typeof used === "number") return String(used);
      return used === null || used === undefined ? "" : JSON.stringify(used);
    },
    usedIn: (key: string, label: string | undefined) =>
      t("usedIn", {
        name: label ?? (has(knownMergeFields, key) ? t(`field.${knownMergeFields[key]}`) : key),
      }),
    entry: entryWords(locale),
  };
}

/** One thing that happened; who of the team did it is not said. */
function entryWords(locale: Locale) {
  const messages = getMessages(locale);
  const t = createTranslator({ locale, messages, namespace: "person.data" });
  const timeline = createTranslator({ locale, messages, namespace: "person.timeline" });
  return ({ kind, what, name, detail }: Omit<TimelineEntry, "key">): string => {
    switch (kind) {
      case "mail":
        return timeline(`mail.${what as "sent"}`, { name });
      case "event": {
        const known = has(messages.person.timeline.event, what) ? what : "other";
        return [timeline(`event.${known}`, { name }), detail].filter(Boolean).join(": ");
      }
      case "consent":
        return timeline(`consent.${what as "granted"}`, { name: name || timeline("everything") });
      case "import":
        return timeline("import", { name });
      case "change":
        return t(`change.${changeOf(what)}`);
    }
  };
}

function changeOf(act: string) {
  const known = {
    "contact.create": "create",
    "contact.update": "update",
    "contact.merge": "merge",
    "contact.data": "data",
    "suppression.lift": "lift",
  } as const;
  return has(known, act) ? known[act] : "other";
}

/** { mail: { sent: "…" } } as { "mail.sent": "…" }. */
function flatten(words: Record<string, string | Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, inner]) =>
      typeof inner === "string"
        ? [[name, inner]]
        : Object.entries(inner).map(([key, text]) => [`${name}.${key}`, text]),
    ),
  );
}
