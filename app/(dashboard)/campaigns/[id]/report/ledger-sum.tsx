import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import type { RecipientFilter } from "@/lib/domain/recipient-filter";
import type { Ledger } from "@/lib/reports/report";

/** States in the order of a recipient's life; each number opens its list. */
const order = ["sent", "queued", "sending", "in_doubt", "failed", "skipped", "canceled"] as const;
/** Shown even at zero: the question everybody asks first. */
const always = new Set<string>(["sent", "failed", "skipped"]);

/** audience = sent + queued + sending + in doubt + failed + skipped + canceled, written out. */
export function LedgerSum({ ledger, base }: { ledger: Ledger; base: string }) {
  const t = useTranslations("reports.status");
  const parts = order.filter((status) => ledger.byStatus[status] > 0 || always.has(status));
  return (
    <dl
      aria-label={t("identity")}
      data-testid="ledger"
      className="flex flex-wrap items-stretch gap-y-3 rounded-lg border border-line bg-surface px-2 py-3"
    >
      <Term href={`${base}/recipients`} label={t("audience")} value={ledger.audience} />
      {parts.map((status, index) => (
        <Term
          key={status}
          sign={index === 0 ? "=" : "+"}
          href={`${base}/recipients?show=${status satisfies RecipientFilter}`}
          label={t(status)}
          value={ledger.byStatus[status]}
        />
      ))}
    </dl>
  );
}

function Term(props: { sign?: string; href: string; label: string; value: number }) {
  const format = useFormatter();
  return (
    <div className="flex items-center">
      <span aria-hidden className="w-4 text-center text-lg text-muted">
        {props.sign}
      </span>
      <div className="relative flex min-w-20 flex-col rounded-md px-2 py-1 hover:bg-hover">
        <dt className="text-sm text-muted">{props.label}</dt>
        <dd className="text-lg font-semibold tabular-nums">
          <Link href={props.href} className="rounded-sm before:absolute before:inset-0">
            {format.number(props.value)}
          </Link>
        </dd>
      </div>
    </div>
  );
}
