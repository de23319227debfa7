import { useTranslations } from "next-intl";
import { Funnel } from "@/components/ui/funnel";
import { filterOfSkipReason } from "@/lib/domain/recipient-filter";
import { skipReasons } from "@/lib/domain/skip-reasons";
import type { Ledger } from "@/lib/reports/report";

/** Why somebody was left out, in numbers that sum to "skipped". */
export function SkipReasons({ ledger, base }: { ledger: Ledger; base: string }) {
  const t = useTranslations("reports.skip");
  const reasons = skipReasons.filter((reason) => ledger.bySkipReason[reason] > 0);
  if (reasons.length === 0) return null;
  return (
    <Funnel
      steps={[
        {
          label: t("all"),
          value: ledger.byStatus.skipped,
          href: `${base}/recipients?show=skipped`,
        },
        ...reasons.map((reason) => {
          const filter = filterOfSkipReason(reason);
          return {
            label: t(reason),
            value: ledger.bySkipReason[reason],
            tone: "warn" as const,
            ...(filter === undefined ? {} : { href: `${base}/recipients?show=${filter}` }),
          };
        }),
      ]}
    />
  );
}
