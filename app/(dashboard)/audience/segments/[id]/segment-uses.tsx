import { useTranslations } from "next-intl";
import { CampaignStatusBadge } from "@/components/campaigns/status-badge";
import { TextLink } from "@/components/ui/text-link";
import { campaignHref } from "@/lib/domain/campaign-edit";
import type { SegmentUse } from "@/lib/segments";

type SegmentUsesProps = { uses: SegmentUse[]; asking: { id: number; name: string }[] };

/** The campaigns whose people a change of the rule would change. */
export function SegmentUses({ uses, asking }: SegmentUsesProps) {
  const t = useTranslations("segments");
  if (uses.length + asking.length === 0) return <p className="text-muted">{t("notUsed")}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {uses.map(({ id, name, status, isExcluded }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TextLink href={campaignHref(id, status)}>{name || t("untitled")}</TextLink>
          <CampaignStatusBadge status={status} />
          {isExcluded && <span className="text-sm text-muted">{t("usedExcluded")}</span>}
        </li>
      ))}
      {asking.length > 0 && <li className="text-sm text-muted">{t("usedBySegments")}</li>}
      {asking.map(({ id, name }) => (
        <li key={`segment-${id}`}>
          <TextLink href={`/audience/segments/${id}`}>{name}</TextLink>
        </li>
      ))}
    </ul>
  );
}
