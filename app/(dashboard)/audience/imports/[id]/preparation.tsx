import { getTranslations } from "next-intl/server";
import { explainer } from "@/app/(dashboard)/audience/imports/explain";
import { AddressReview } from "@/components/audience/address-review";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { isClean } from "@/lib/domain/address-review";
import { targetId } from "@/lib/domain/import-mapping";
import { spreadAttributes } from "@/lib/domain/attribute-cells";
import type { ImportOptions, OptionsProblem } from "@/lib/domain/import-options";
import { reviewImport } from "@/lib/imports/decide";
import type { DryRun } from "@/lib/imports/dry-run";
import type { Import } from "@/lib/imports/imports";
import { previewFile } from "@/lib/imports/preview";
import { storedReason } from "@/lib/imports/refusal-reason";
import { listProperties } from "@/lib/properties";
import { listActiveTopics } from "@/lib/topics";
import { ConsentStats, Counts, MergedNotice, StandingSection } from "./counts";
import { delimiterNames } from "./delimiter-names";
import { FormatForm } from "./format-form";
import { MappingForm } from "./mapping-form";
import { RefusalsTable } from "./refusals-table";

/** What a person looks at and decides before anything is written. */
export async function Preparation({ found }: { found: Import }) {
  const { id, options, analysis } = found;
  const file = { importId: id, bytes: found.fileBytes };
  const [t, rows, properties, topics, { problems, dryRun }] = await Promise.all([
    getTranslations("imports"),
    previewFile(file, options),
    listProperties(),
    listActiveTopics(),
    reviewImport(file, options),
  ]);
  const people = rows.slice(options.headerRow).map(({ cells }) => spread(cells, options));
  const consentColumn = options.columns.findIndex((column) => column.to === "consent");
  const hasStatus = options.columns.some((column) => column.to === "status");
  const columnName = (index: number) =>
    options.headers[index] || t("mapping.columnN", { n: index + 1 });
  return (
    <>
      <FormatCard found={found} isCertain={analysis.isEncodingCertain} />
      {options.preset !== undefined && <PresetNotice preset={options.preset} options={options} />}
      <MappingForm
        // Read anew, the file has other columns: what was typed for the old ones is void.
        key={JSON.stringify([
          options.encoding,
          options.delimiter,
          options.sheet,
          options.headerRow,
        ])}
        id={id}
        columns={options.columns.map((target, index) => ({
          header: options.headers[index] ?? "",
          samples: samplesOf(people, index),
          target: targetId(target),
        }))}
        properties={properties.map(({ key, label }) => ({ key, label }))}
        topics={topics.map(({ id: topicId, name, description }) => ({
          id: topicId,
          name,
          description,
        }))}
        blankCells={options.blankCells}
        phoneZero={options.phoneZero}
        hasLostZeros={dryRun?.ok === true && dryRun.lostZeros > 0}
        everyone={hasStatus ? undefined : options.everyone}
        topic={options.topicId === undefined ? "" : String(options.topicId ?? "none")}
        consentSource={options.consentSource}
        consentDate={options.consentDate ?? ""}
        consentColumn={consentColumn === -1 ? undefined : columnName(consentColumn)}
        people={countPeople(dryRun)}
      >
        <Section title={t("check.title")}>
          <Needs problems={problems} />
          {dryRun !== undefined && <Review dryRun={dryRun} found={found} />}
        </Section>
      </MappingForm>
    </>
  );
}

function countPeople(dryRun: DryRun | undefined): number | undefined {
  if (dryRun === undefined || (dryRun.ok && dryRun.isPartial)) return undefined;
  if (!dryRun.ok) return 0;
  return dryRun.counts.created + dryRun.counts.updated + dryRun.counts.unchanged;
}

/** With the columns that come out of one column of JSON. */
function spread(cells: string[], { attributes }: ImportOptions): string[] {
  return (attributes && spreadAttributes(cells, attributes)) ?? cells;
}

async function PresetNotice({
  preset,
  options,
}: {
  preset: NonNullable<ImportOptions["preset"]>;
  options: ImportOptions;
}) {
  const t = await getTranslations("imports.preset");
  const { everyone } = options;
  const isWhole =
    everyone === "unsubscribed" ||
    everyone === "bounced" ||
    everyone === "pending" ||
    everyone === "undecided";
  return (
    <Notice title={t("title", { system: t(`systems.${preset}`) })}>
      {t(preset === "listmonk" ? preset : isWhole ? everyone : "byColumn")}
    </Notice>
  );
}

function samplesOf(rows: string[][], column: number): string[] {
  const values = rows.map((cells) => (cells[column] ?? "").trim().slice(0, 60));
  return [...new Set(values.filter((value) => value !== ""))].slice(0, 3);
}

async function FormatCard({ found, isCertain }: { found: Import; isCertain: boolean }) {
  const t = await getTranslations("imports.format");
  const { encoding, delimiter, sheet, headerRow } = found.options;
  const header = headerRow === 0 ? t("noHeader") : t("headerAt", { row: headerRow });
  const summary =
    sheet === undefined
      ? t("summary", {
          encoding: t(`encodings.${encoding}`),
          delimiter: t(`delimiters.${delimiterNames[delimiter]}`),
          header,
        })
      : t("sheetSummary", { sheet, header });
  const sheets = found.analysis.sheets ?? [];
  return (
    <Card className="flex flex-col gap-3">
      {!isCertain && <Notice tone="warn">{t("uncertain")}</Notice>}
      <Disclosure summary={`${t("title")}: ${summary}`} isOpen={!isCertain || sheets.length > 1}>
        <FormatForm
          key={JSON.stringify([encoding, delimiter, sheet, headerRow])}
          id={found.id}
          encoding={encoding}
          delimiter={delimiter}
          headerRow={headerRow}
          sheets={sheets}
          sheet={sheet}
        />
      </Disclosure>
    </Card>
  );
}

async function Needs({ problems }: { problems: OptionsProblem[] }) {
  const t = await getTranslations("imports.needs");
  if (problems.length === 0) return null;
  return (
    <Notice tone="warn" title={t("title")}>
      <ul className="list-disc pl-5">
        {problems.map((problem) => (
          <li key={problem}>{t(problem)}</li>
        ))}
      </ul>
    </Notice>
  );
}

async function Review({ dryRun, found }: { dryRun: DryRun; found: Import }) {
  const [t, about, explain] = await Promise.all([
    getTranslations("imports"),
    getTranslations("addresses"),
    explainer(found.options),
  ]);
  if (!dryRun.ok) {
    const line = "line" in dryRun ? dryRun.line : 0;
    return <Notice tone="bad">{t(`broken.${dryRun.reason}`, { line })}</Notice>;
  }
  const { counts, consents, reasons, samples } = dryRun;
  return (
    <div className="flex flex-col gap-6">
      {dryRun.isPartial && <Notice>{t("check.partial", { rows: counts.rows })}</Notice>}
      <Counts counts={counts} tense="check" />
      {dryRun.lostZeros > 0 && (
        <Notice tone="warn">
          {t(found.options.phoneZero === "restore" ? "check.zerosRestored" : "check.zeros", {
            count: dryRun.lostZeros,
          })}
        </Notice>
      )}
      <MergedNotice count={dryRun.merged} />
      <StandingSection standings={dryRun.standings} />
      {consents !== undefined && (
        <div className="flex flex-col gap-2">
          <h3 className="font-medium">{t("consents.title")}</h3>
          <ConsentStats consents={consents} />
        </div>
      )}
      {!isClean(dryRun.addresses) && (
        <div className="flex flex-col gap-2">
          <h3 className="font-medium">{about("importTitle")}</h3>
          <p className="text-muted">{about("importHint")}</p>
          <AddressReview review={dryRun.addresses} />
        </div>
      )}
      {counts.refused > 0 && (
        <div className="flex flex-col gap-2">
          <h3 className="font-medium">{t("refusals.coming")}</h3>
          <RefusalsTable
            reasons={reasons.map(({ reason, count }) => ({ words: explain(reason), count }))}
            rows={samples.map(({ line, reason, column, raw }) => ({
              line,
              words: explain(storedReason({ reason, column })),
              raw,
            }))}
          />
          {counts.refused > samples.length && (
            <p className="text-sm text-muted">{t("refusals.first", { count: samples.length })}</p>
          )}
        </div>
      )}
    </div>
  );
}
