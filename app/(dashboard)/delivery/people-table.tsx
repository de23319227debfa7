"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, Tbody, Td, Th, Thead, Tr } from "@/components/ui/table";
import { DateTime } from "@/components/ui/date-time";
import { formatRecipientKey, type RecipientKey } from "@/lib/domain/recipient-key";
import type { RetryStanding } from "@/lib/domain/retry-standing";
import { DoubtButtons } from "./doubt-buttons";
import { RetryButton } from "./retry-button";

/** One row as the server drew it: what differs between the two lists is in its cells. */
export type PersonRow = RecipientKey & {
  who: ReactNode;
  /** The address for the checkbox's name, masked where the cell is. */
  label: string;
  campaign: ReactNode;
  cause: ReactNode;
  last: ReactNode;
  at: Date;
  standing: RetryStanding;
  isPaused: boolean;
  isYoung: boolean;
};

type PeopleTableProps = {
  state: "failed" | "in_doubt";
  rows: PersonRow[];
  asOf: string;
  timeZone: string;
  canDecide: boolean;
  quietMinutes: number;
  /** The people of several campaigns: each row says which. */
  hasCampaigns: boolean;
};

/** People of one page; those that are ticked can be decided on together. */
export function PeopleTable(props: PeopleTableProps) {
  const { state, rows, timeZone, canDecide, hasCampaigns } = props;
  const t = useTranslations("delivery.people");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  // Those that are gone since (retried, another page) count no more.
  const selected = rows.filter((row) => ticked.has(formatRecipientKey(row)));
  const tick = (some: PersonRow[], isTicked: boolean) => {
    const next = new Set(selected.map(formatRecipientKey));
    for (const row of some) {
      if (isTicked) next.add(formatRecipientKey(row));
      else next.delete(formatRecipientKey(row));
    }
    setTicked(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <Table label={t(state === "failed" ? "failedCaption" : "doubtCaption")}>
        <Thead>
          <tr>
            {canDecide && (
              <Th className="w-10">
                <Checkbox
                  aria-label={t("selectAll")}
                  isSelected={selected.length === rows.length}
                  isIndeterminate={selected.length > 0 && selected.length < rows.length}
                  onChange={(isTicked) => tick(rows, isTicked)}
                />
              </Th>
            )}
            <Th>{t("who")}</Th>
            {hasCampaigns && <Th hideBelow="lg">{t("campaign")}</Th>}
            <Th hideBelow="md">{t("cause")}</Th>
            <Th hideBelow="sm">{t(state === "failed" ? "at" : "doubtAt")}</Th>
            <Th>{t(state === "failed" ? "ifRetried" : "next")}</Th>
          </tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Tr key={formatRecipientKey(row)} isSelected={ticked.has(formatRecipientKey(row))}>
              {canDecide && (
                <Td>
                  <Checkbox
                    aria-label={t("select", { who: row.label })}
                    isSelected={ticked.has(formatRecipientKey(row))}
                    onChange={(isTicked) => tick([row], isTicked)}
                  />
                </Td>
              )}
              <Td className="max-w-72 break-words">{row.who}</Td>
              {hasCampaigns && (
                <Td hideBelow="lg" className="min-w-48">
                  {row.campaign}
                </Td>
              )}
              <Td hideBelow="md">{row.cause}</Td>
              <Td hideBelow="sm" className="whitespace-nowrap">
                <DateTime value={row.at} timeZone={timeZone} />
              </Td>
              <Td>{row.last}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {selected.length > 0 && (
        <BulkBar {...props} rows={selected} onClear={() => setTicked(new Set())} />
      )}
    </div>
  );
}

function BulkBar({
  state,
  rows,
  asOf,
  quietMinutes,
  onClear,
}: PeopleTableProps & { onClear: () => void }) {
  const t = useTranslations("delivery.people");
  const fields = { people: rows.map(formatRecipientKey).join(","), asOf };
  return (
    <section
      aria-label={t("selected", { n: rows.length })}
      aria-live="polite"
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2 shadow-float"
    >
      <span className="grow font-medium tabular-nums">{t("selected", { n: rows.length })}</span>
      <Button variant="quiet" onPress={onClear}>
        {t("unselect")}
      </Button>
      {state === "failed" ? (
        <RetryButton
          standings={countStandings(rows)}
          fields={fields}
          isHopeless={false}
          hasPaused={rows.some(({ isPaused }) => isPaused)}
        />
      ) : (
        <DoubtButtons
          people={rows.length}
          young={rows.filter(({ isYoung }) => isYoung).length}
          quietMinutes={quietMinutes}
          fields={fields}
          isCanceled={rows.every(({ standing }) => standing === "canceled")}
        />
      )}
    </section>
  );
}

function countStandings(rows: PersonRow[]): Partial<Record<RetryStanding, number>> {
  const counts: Partial<Record<RetryStanding, number>> = {};
  for (const { standing } of rows) counts[standing] = (counts[standing] ?? 0) + 1;
  return counts;
}
