import { getTranslations } from "next-intl/server";
import { explainer } from "@/app/(dashboard)/audience/imports/explain";
import { ExportDialog } from "@/components/ui/export-dialog";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { daysAfter, keptDays } from "@/lib/domain/import-options";
import { countRefusals, listRefusals, type Import } from "@/lib/imports/imports";
import { noConsents } from "@/lib/imports/consent";
import { noStandings } from "@/lib/imports/status";
import { isWorkbookProblem } from "@/lib/imports/xlsx";
import { ConsentStats, Counts, MergedNotice, StandingSection } from "./counts";
import { RefusalsTable } from "./refusals-table";

const shownRefusals = 50;

/** What an import did: the sum, the consent, and what was refused. */
export async function Result({ found, canEdit }: { found: Import; canEdit: boolean }) {
  const t = await getTranslations("imports");
  return (
    <>
      <Section title={t("done.title")}>
        <Counts
          tense="done"
          counts={{
            rows: found.rowsTotal ?? 0,
            created: found.rowsCreated,
            updated: found.rowsUpdated,
            unchanged: found.rowsUnchanged,
            refused: found.rowsRefused,
            repeated: found.rowsRepeated,
          }}
        />
      </Section>
      {typeof found.options.topicId === "number" && (
        <Section title={t("consents.title")}>
          <ConsentStats consents={{ ...noConsents, ...found.consentCounts }} />
        </Section>
      )}
      <MergedNotice count={found.consentCounts["merged"] ?? 0} />
      <StandingSection standings={{ ...noStandings, ...found.consentCounts }} />
      {found.rowsRefused > 0 && <Refused found={found} canEdit={canEdit} />}
    </>
  );
}

async function Refused({ found, canEdit }: { found: Import; canEdit: boolean }) {
  const [t, explain, reasons, rows] = await Promise.all([
    getTranslations("imports.refusals"),
    explainer(found.options),
    countRefusals(found.id),
    listRefusals(found.id, { limit: shownRefusals }),
  ]);
  if (rows.length === 0) {
    return (
      <Section title={t("title")}>
        <p className="text-muted">{t("deleted", { days: keptDays.refusals })}</p>
      </Section>
    );
  }
  return (
    <Section
      title={t("title")}
      description={t("fix")}
      actions={
        canEdit && (
          <ExportDialog
            action={`/audience/imports/${found.id}/refused`}
            fields={{}}
            reasonName="why"
            words={{
              button: t("download"),
              title: t("downloadTitle"),
              body: t("downloadBody", { count: found.rowsRefused }),
              reason: t("why"),
              reasonHint: t("whyHint"),
              confirm: t("downloadConfirm"),
            }}
            size="small"
          />
        )
      }
    >
      {/* Rows hold addresses as they stand in the file. */}
      <RefusalsTable
        reasons={reasons.map(({ reason, count }) => ({ words: explain(reason), count }))}
        rows={rows.map(({ line, reason, raw }) => ({
          line,
          words: explain(reason),
          raw: canEdit ? raw : "***",
        }))}
      />
      {found.rowsRefused > rows.length && (
        <p className="text-sm text-muted">{t("first", { count: rows.length })}</p>
      )}
      <p className="text-sm text-muted">
        {t("keptUntil", { date: daysAfter(found.finishedAt, keptDays.refusals) })}
      </p>
    </Section>
  );
}

/** Why an import failed, in words. */
export async function Failure({ found }: { found: Import }) {
  const t = await getTranslations("imports");
  const { failedReason: reason, failedDetails: details } = found;
  const words =
    reason === "quote_not_closed" || reason === "row_too_long"
      ? t(`broken.${reason}`, { line: Number(details["line"] ?? 0) })
      : isWorkbookProblem(reason)
        ? t(`broken.${reason}`)
        : reason === "property_taken"
          ? t("failed.property_taken", { label: String(details["label"] ?? "") })
          : t(reason === "interrupted" ? "failed.interrupted" : "failed.unknown");
  return (
    <Notice
      tone="bad"
      title={t("failed.title")}
      actions={<LinkButton href="/audience/imports">{t("upload.title")}</LinkButton>}
    >
      {words} {t("failed.nothingWritten")}
    </Notice>
  );
}
