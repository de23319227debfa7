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
      className="flex flex-wrap items-stretch gap-y-3 rounded-lg border border-line bg-surface py-3 pr-2"
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

/** The sign is drawn, not said: a screen reader hears the names and numbers. */
function Term(props: { sign?: string; href: string; label: string; value: number }) {
  const format = useFormatter();
  return (
    <div
      data-sign={props.sign ?? ""}
      className="relative ml-5 flex min-w-20 flex-col rounded-md px-2 py-1 before:pointer-events-none before:absolute before:top-1/2 before:-left-4 before:-translate-y-1/2 before:text-lg before:text-muted before:content-[attr(data-sign)_/_''] hover:bg-hover"
    >
      <dt className="text-sm text-muted">{props.label}</dt>
      <dd className="text-lg font-semibold tabular-nums">
        <Link href={props.href} className="rounded-sm before:absolute before:inset-0">
          {format.number(props.value)}
        </Link>
      </dd>
    </div>
  );
}
