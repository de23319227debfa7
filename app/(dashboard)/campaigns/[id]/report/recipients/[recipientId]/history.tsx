import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { causeOfFailure } from "@/lib/domain/failure-cause";
import type { HistoryEntry } from "@/lib/reports/history";

/** One recipient's story, oldest first. */
export function History({ entries, timeZone }: { entries: HistoryEntry[]; timeZone: string }) {
  return (
    <ol className="flex flex-col gap-3">
      {entries.map((entry, index) => (
        // Two reports may carry the same time and kind.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="flex flex-col gap-x-6 sm:flex-row">
          <DateTime
            value={entry.at}
            timeZone={timeZone}
            style="seconds"
            className="shrink-0 text-muted sm:w-56"
          />
          <Line entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Line({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("reports");
  const causes = useTranslations("delivery.causes");
  switch (entry.kind) {
    case "planned":
    case "claimed":
    case "accepted":
    case "failed":
      return <span>{t(`history.${entry.kind}`)}</span>;
    case "refused":
      return (
        <span>
          {t("history.refused", { n: entry.attemptNo })}{" "}
          {causes(`${causeOfFailure(entry.code, entry.message)}.title`)}
          <Original>{[entry.code, entry.message].filter(Boolean).join(": ")}</Original>
        </span>
      );
    case "event":
      return (
        <span>
          {t(`event.${entry.type}`)}
          {entry.detail !== "" && <Original>{entry.detail}</Original>}
        </span>
      );
    case "accepted_again":
      return (
        <span className="font-medium text-bad-ink">
          {t("history.acceptedAgain")}
          <Original>{entry.sesMessageId}</Original>
        </span>
      );
  }
}

/** What the other side really said. */
function Original({ children }: { children: string }) {
  return <span className="block font-mono text-sm break-all text-muted">{children}</span>;
}
