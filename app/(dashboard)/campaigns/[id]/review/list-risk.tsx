import { getFormatter, getTranslations } from "next-intl/server";
import { AddressReview } from "@/components/audience/address-review";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { isClean } from "@/lib/domain/address-review";
import type { RiskLevel } from "@/lib/domain/list-risk";
import { reviewCampaignRisk } from "@/lib/campaign-review";

const tones: Record<RiskLevel, BadgeTone> = { low: "good", raised: "warn", high: "bad" };

/** What mailing this list would probably bring, and what to do about it. */
export async function ListRisk({ campaignId, willGet }: { campaignId: number; willGet: number }) {
  const [t, format, risk] = await Promise.all([
    getTranslations("addresses.risk"),
    getFormatter(),
    reviewCampaignRisk(campaignId, willGet),
  ]);
  const percent = (share: number) =>
    format.number(share, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tones[risk.level]}>{t(`level.${risk.level}`)}</Badge>
        <span>{t("bounces", { share: percent(risk.bounceShare) })}</span>
      </div>
      <p>{t(`body.${risk.level}`)}</p>
      {risk.reasons.length > 0 && (
        <dl className="flex flex-col gap-3">
          {risk.reasons.map(({ reason, count, share }) => (
            <div key={reason}>
              <dt className="flex flex-wrap justify-between gap-x-4">
                <span className="font-medium">{t(`reason.${reason}`)}</span>
                <span className="tabular-nums">{t("count", { count, share: percent(share) })}</span>
              </dt>
              <dd className="text-sm text-muted">{t(`advice.${reason}`)}</dd>
            </div>
          ))}
        </dl>
      )}
      {!isClean(risk.review) && (
        <Disclosure summary={t("domains")}>
          <AddressReview review={risk.review} areContacts />
        </Disclosure>
      )}
      {risk.looked < willGet && (
        <p className="text-sm text-muted">{t("sample", { count: risk.looked })}</p>
      )}
    </Card>
  );
}
