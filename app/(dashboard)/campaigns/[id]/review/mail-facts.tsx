import { useFormatter, useTranslations } from "next-intl";
import { ForecastWords } from "@/components/campaigns/forecast-words";
import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { CampaignReview } from "@/lib/campaign-review";

type MailFactsProps = {
  review: CampaignReview;
  /** As the first person of the preview would read it. */
  subject: string | undefined;
  timeZone: string;
};

/** What goes out, in one look. */
export function MailFacts({ review, subject, timeZone }: MailFactsProps) {
  const t = useTranslations("campaigns");
  const { campaign, sender, topicName, segments } = review;
  const none = <span className="text-faint">{t("review.none")}</span>;
  const included =
    segments.included.length > 0
      ? segments.included.map(({ name }) => name).join(" + ")
      : t(campaign.topicId === null ? "review.everyContact" : "review.everyone");
  const excluded = segments.excluded.map(({ name }) => name).join(", ");
  return (
    <Card className="flex flex-col gap-4">
      <Facts
        items={[
          { label: t("review.kind"), value: t(`kind.${campaign.kind}`) },
          { label: t("review.subject"), value: subject ?? (campaign.subject || none) },
          { label: t("review.previewText"), value: campaign.previewText || none },
          {
            label: t("review.sender"),
            value: sender ? `${sender.name} <${sender.email}>` : none,
          },
          {
            label: t("review.replyTo"),
            value: campaign.replyTo ?? sender?.replyTo ?? sender?.email ?? none,
          },
          { label: t("review.topic"), value: topicName ?? none },
          {
            label: t("review.audience"),
            value: (
              <>
                {included}
                {excluded !== "" && (
                  <span className="text-muted"> · {t("review.exclude", { names: excluded })}</span>
                )}
              </>
            ),
          },
          {
            label: t("review.forecast"),
            value: review.willGet > 0 ? <Forecast review={review} timeZone={timeZone} /> : none,
          },
        ]}
      />
      {campaign.status === "draft" && (
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          <TextLink href={`/campaigns/${campaign.id}`}>{t("review.editContent")}</TextLink>
          <TextLink href={`/campaigns/${campaign.id}/audience`}>
            {t("review.editAudience")}
          </TextLink>
        </p>
      )}
    </Card>
  );
}

/** A smaller share of the quota would read as 0%. */
const tinyShare = 0.001;

function Forecast({ review, timeZone }: { review: CampaignReview; timeZone: string }) {
  const t = useTranslations("campaigns.review");
  const format = useFormatter();
  const { forecast, campaign, willGet } = review;
  const rate = Math.round(forecast.perSecond * 10) / 10;
  const isQuick = forecast.waitsFor === undefined && willGet < forecast.perSecond * 60;
  return (
    <>
      {isQuick ? (
        t("forecastQuick")
      ) : (
        <>
          {campaign.status === "draft" && `${t("ifNow")}: `}
          <ForecastWords forecast={forecast} timeZone={timeZone} />
        </>
      )}
      <span className="text-muted">
        {" · "}
        {t("rate", { rate })}
        {forecast.quotaShare !== undefined && (
          <>
            {" · "}
            {t(forecast.quotaShare < tinyShare ? "quotaTiny" : "quota", {
              share: format.number(Math.max(forecast.quotaShare, tinyShare), {
                style: "percent",
                maximumFractionDigits: forecast.quotaShare < 0.1 ? 1 : 0,
              }),
            })}
          </>
        )}
      </span>
    </>
  );
}
