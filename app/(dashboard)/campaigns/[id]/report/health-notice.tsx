import { getFormatter, getTranslations } from "next-intl/server";
import { Notice } from "@/components/ui/notice";
import { findCampaignHealth } from "@/lib/delivery/sending-health";
import { healthLimits, type HealthVerdict } from "@/lib/domain/sending-health";

/** What makes recipients or providers turn away, with the counts behind it; nothing while all is well. */
export async function HealthNotice({ campaignId }: { campaignId: number }) {
  const [t, health] = await Promise.all([
    getTranslations("health"),
    findCampaignHealth(campaignId),
  ]);
  const found = (health?.verdicts ?? []).filter(({ level }) => level !== "good");
  if (found.length === 0) return null;
  const isGrave = found.some(({ level }) => level === "pause");
  return (
    <Notice tone={isGrave ? "bad" : "warn"} title={t(isGrave ? "title.pause" : "title.warn")}>
      <ul className="space-y-1">
        {found.map((verdict) => (
          <HealthSentence key={verdict.measure} verdict={verdict} />
        ))}
      </ul>
    </Notice>
  );
}

async function HealthSentence({ verdict }: { verdict: HealthVerdict }) {
  const [t, format] = await Promise.all([getTranslations("health"), getFormatter()]);
  const { measure, part, whole, share } = verdict;
  const { warn, pause } = healthLimits[measure];
  const percent = (value: number) =>
    format.number(value, { style: "percent", maximumFractionDigits: 2 });
  // The pause limit was passed, and yet it is only a warning: somebody let it go on.
  const isAllowed = verdict.level === "warn" && share >= pause;
  return (
    <li>
      {t(`counts.${measure}`, { part, whole, share: percent(share) })}{" "}
      {isAllowed
        ? t("goneOn")
        : t(`limit.${measure}`, { warn: percent(warn), pause: percent(Math.min(pause, 1)) })}
    </li>
  );
}
