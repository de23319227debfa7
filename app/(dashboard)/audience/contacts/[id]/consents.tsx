import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { listConsents } from "@/lib/consents";

const knownSources = [
  "import",
  "manual",
  "preference_page",
  "undo",
  "one_click",
  "complaint",
  "merge",
] as const;

/** The evidence as it was written down, newest first; what a user took back says so. */
export async function Consents({ contactId, timeZone }: { contactId: number; timeZone: string }) {
  const [t, consents] = await Promise.all([
    getTranslations("contacts.detail"),
    listConsents(contactId),
  ]);
  return (
    <Section title={t("consents")}>
      {consents.length === 0 ? (
        <p className="text-muted">{t("noConsents")}</p>
      ) : (
        <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
          {consents.map((consent) => (
            <li key={consent.id} className="flex flex-col gap-0.5 px-4 py-2.5">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge tone={toneOf(consent)}>{t(consent.action)}</Badge>
                <span className="grow font-medium">{consent.topicName ?? t("everything")}</span>
                <DateTime
                  value={consent.givenAt}
                  timeZone={timeZone}
                  className="text-sm text-muted"
                />
              </div>
              <p className="text-sm text-muted">
                {consent.importId === null ? (
                  t(
                    `consentSource.${knownSources.find((one) => one === consent.source) ?? "other"}`,
                  )
                ) : (
                  <TextLink href={`/audience/imports/${consent.importId}`}>
                    {t("consentSource.import")}
                  </TextLink>
                )}
                {consent.wording && ` · ${consent.wording}`}
              </p>
              {consent.undoneAt !== null && (
                <p className="text-sm text-muted">
                  {t("consentUndone")} <DateTime value={consent.undoneAt} timeZone={timeZone} />
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function toneOf({ action, undoneAt }: { action: "granted" | "withdrawn"; undoneAt: Date | null }) {
  if (undoneAt !== null) return "neutral";
  return action === "granted" ? "good" : "warn";
}
