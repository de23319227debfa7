import { useTranslations } from "next-intl";
import { type AddressReview as Review, isClean } from "@/lib/domain/address-review";

const shown = 5;

/** What is doubtful about the addresses of a list, domain by domain; nothing when nothing is. */
export function AddressReview({ review }: { review: Review }) {
  const t = useTranslations("addresses");
  if (isClean(review)) return <p className="text-muted">{t("clean")}</p>;
  const { typos, closed, dead, role } = review;
  return (
    <ul className="flex flex-col gap-3">
      <Domains
        title={t("typos", { count: sum(typos) })}
        domains={typos.map(({ domain, meant, count }) => ({
          domain,
          words: t("typo", { domain, meant, count }),
        }))}
      />
      <Domains
        title={t("closed", { count: sum(closed) })}
        domains={closed.map(({ domain, since, count }) => ({
          domain,
          words: t("closedSince", { domain, since, count }),
        }))}
      />
      <Domains
        title={t("dead", { count: sum(dead) })}
        domains={dead.map(({ domain, count }) => ({
          domain,
          words: t("deadDomain", { domain, count }),
        }))}
      />
      {role > 0 && <li>{t("role", { count: role })}</li>}
    </ul>
  );
}

type DomainsProps = { title: string; domains: { domain: string; words: string }[] };

function Domains({ title, domains }: DomainsProps) {
  const t = useTranslations("addresses");
  if (domains.length === 0) return null;
  return (
    <li>
      <p>{title}</p>
      <ul className="mt-1 list-disc pl-5 text-sm text-muted">
        {domains.slice(0, shown).map(({ domain, words }) => (
          <li key={domain} className="wrap-anywhere">
            {words}
          </li>
        ))}
        {domains.length > shown && <li>{t("more", { count: domains.length - shown })}</li>}
      </ul>
    </li>
  );
}

function sum(parts: { count: number }[]): number {
  return parts.reduce((all, { count }) => all + count, 0);
}
