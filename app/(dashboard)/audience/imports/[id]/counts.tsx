import { getFormatter, getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { Stat, Stats } from "@/components/ui/stat";
import type { ImportCounts } from "@/lib/domain/import-summary";
import type { ConsentCounts } from "@/lib/imports/consent";
import type { StandingCounts } from "@/lib/imports/status";

type Tense = "check" | "done";

/** The counts of an import, as a sum that adds up. */
export async function Counts({ counts, tense }: { counts: ImportCounts; tense: Tense }) {
  const [t, format] = await Promise.all([getTranslations("imports"), getFormatter()]);
  const { rows, created, updated, unchanged, refused, repeated } = counts;
  const name = (key: keyof ImportCounts) => t(`${tense}.${key}`);
  return (
    <div className="flex flex-col gap-2">
      <Stats>
        <Stat label={name("rows")} value={format.number(rows)} />
        <Stat label={name("created")} value={format.number(created)} />
        <Stat label={name("updated")} value={format.number(updated)} />
        <Stat label={name("unchanged")} value={format.number(unchanged)} />
        <Stat
          label={name("refused")}
          value={format.number(refused)}
          tone={refused > 0 ? "warn" : "neutral"}
        />
        <Stat
          label={name("repeated")}
          value={format.number(repeated)}
          {...(repeated > 0 && { hint: t("check.repeatedHint") })}
        />
      </Stats>
      <p className="text-sm text-muted tabular-nums">
        {t("check.sum", { rows, created, updated, unchanged, refused, repeated })}
        <span className="max-sm:hidden"> · {t("check.sumLabel")}</span>
      </p>
    </div>
  );
}

const hinted = ["keptUnsubscribed", "keptSuppressed", "unanswered"] as const;
const always = ["subscribed"] as const;

/** What becomes of consent: what did not happen is left out. */
export async function ConsentStats({ consents }: { consents: ConsentCounts }) {
  const [t, format] = await Promise.all([getTranslations("imports.consents"), getFormatter()]);
  const order = [
    ...always,
    "alreadySubscribed",
    "withdrawn",
    ...hinted,
  ] as const satisfies readonly (keyof ConsentCounts)[];
  return (
    <Stats>
      {order
        .filter((key) => key === "subscribed" || consents[key] > 0)
        .map((key) => (
          <Stat
            key={key}
            label={t(key)}
            value={format.number(consents[key])}
            {...(isHinted(key) && { hint: t(`${key}Hint`) })}
          />
        ))}
    </Stats>
  );
}

function isHinted(key: keyof ConsentCounts): key is (typeof hinted)[number] {
  return hinted.some((one) => one === key);
}

/** Who came in as not to be mailed; nothing where the file says of nobody so. */
export async function StandingSection({ standings }: { standings: StandingCounts }) {
  const [t, format] = await Promise.all([getTranslations("imports.standings"), getFormatter()]);
  const { suppressed, alreadySuppressed } = standings;
  if (suppressed + alreadySuppressed === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">{t("title")}</h3>
      <Stats>
        <Stat
          label={t("suppressed")}
          value={format.number(suppressed)}
          hint={t("suppressedHint")}
        />
        <Stat label={t("alreadySuppressed")} value={format.number(alreadySuppressed)} />
      </Stats>
    </div>
  );
}

/** Rows whose people were merged into others: where they went. */
export async function MergedNotice({ count }: { count: number }) {
  const t = await getTranslations("imports.check");
  if (count === 0) return null;
  return <Notice>{t("merged", { count })}</Notice>;
}
