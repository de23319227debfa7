import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";
import { type AddressReview as Review, isClean } from "@/lib/domain/address-review";

const shown = 5;

type AddressReviewProps = {
  review: Review;
  /** They are contacts already: each domain leads to its people, to be corrected or removed. */
  areContacts?: boolean;
};

/** What is doubtful about the addresses of a list, domain by domain; nothing when nothing is. */
export function AddressReview({ review, areContacts = false }: AddressReviewProps) {
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
        areContacts={areContacts}
      />
      <Domains
        title={t("closed", { count: sum(closed) })}
        domains={closed.map(({ domain, since, count }) => ({
          domain,
          words: t("closedSince", { domain, since, count }),
        }))}
        areContacts={areContacts}
      />
      <Domains
        title={t("dead", { count: sum(dead) })}
        domains={dead.map(({ domain, count }) => ({
          domain,
          words: t("deadDomain", { domain, count }),
        }))}
        areContacts={areContacts}
      />
      {role > 0 && <li>{t("role", { count: role })}</li>}
    </ul>
  );
}

type DomainsProps = {
  title: string;
  domains: { domain: string; words: string }[];
  areContacts: boolean;
};

function Domains({ title, domains, areContacts }: DomainsProps) {
  const t = useTranslations("addresses");
  if (domains.length === 0) return null;
  return (
    <li>
      <p>{title}</p>
      <ul className="mt-1 list-disc pl-5 text-sm text-muted">
        {domains.slice(0, shown).map(({ domain, words }) => (
          <li key={domain} className="wrap-anywhere">
            {areContacts ? (
              <TextLink href={`/audience/contacts?q=${encodeURIComponent(`@${domain}`)}`}>
                {words}
              </TextLink>
            ) : (
              words
            )}
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
