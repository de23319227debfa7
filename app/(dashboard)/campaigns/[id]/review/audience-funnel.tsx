import { useTranslations } from "next-intl";
import { Funnel, type FunnelStep } from "@/components/ui/funnel";
import { TextLink } from "@/components/ui/text-link";
import type { CampaignReview } from "@/lib/campaign-review";

/** Chosen = will get it + every reason not to; each number opens its list. */
export function AudienceFunnel({ review }: { review: CampaignReview }) {
  const t = useTranslations("campaigns.review");
  const reasons = useTranslations("campaigns.reasons");
  const { segments, problems } = review;
  const listOf = (part: string) => `/campaigns/${review.campaign.id}/review/people?part=${part}`;
  const steps: FunnelStep[] = [
    { label: t("chosen"), value: review.audience, tone: "neutral" },
    ...review.skipped.map(({ reason, count }): FunnelStep => ({
      label: reasons(reason),
      value: count,
      href: listOf(reason),
      tone: "warn",
      hint: <Parts review={review} reason={reason} />,
    })),
    {
      label: <strong className="font-semibold">{t("willGet")}</strong>,
      value: review.willGet,
      href: listOf("will_get"),
      tone: "good",
    },
  ];
  const sandbox = problems.find((problem) => problem.code === "ses_sandbox");
  return (
    <div className="flex flex-col gap-2">
      <Funnel steps={steps} />
      <ul className="flex flex-col gap-1 text-sm text-muted">
        {segments.several > 0 && (
          <li>
            <TextLink href={listOf("several")}>
              {t("several", { count: segments.several })}
            </TextLink>
          </li>
        )}
        {segments.takenOut > 0 && <li>{t("takenOut", { count: segments.takenOut })}</li>}
        {sandbox && sandbox.count > 0 && (
          <li>
            <TextLink href={listOf("unverified")}>
              {t("unverified", { count: sandbox.count })}
            </TextLink>
          </li>
        )}
      </ul>
    </div>
  );
}

type PartsProps = { review: CampaignReview; reason: CampaignReview["skipped"][number]["reason"] };

/** What a reason consists of, where that says what to do about it. */
function Parts({ review, reason }: PartsProps) {
  const t = useTranslations("campaigns");
  if (reason === "suppressed") {
    return review.suppressedBy
      .map(({ reason: why, count }) =>
        t("review.suppressedBy", { reason: t(`suppression.${why}`), count }),
      )
      .join(" · ");
  }
  if (reason === "missing_value") {
    return review.missingBy.map((part) => t("review.missingBy", part)).join(" · ");
  }
  return t(`reasons.${reason}Hint`);
}
